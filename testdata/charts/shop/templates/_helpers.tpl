{{/* The chart's name, as far as a label can hold it. */}}
{{- define "shop.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What every object's name begins with: the release, and the chart where the release does not name it already. */}}
{{- define "shop.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "shop.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Labels that never change, for selectors. Takes a list: the root and the component. */}}
{{- define "shop.selectorLabels" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "shop.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* All labels. Takes the same list. */}}
{{- define "shop.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{ include "shop.selectorLabels" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
{{- with $root.Values.global.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "shop.image" -}}
{{- $image := .Values.image -}}
{{- printf "%s:%s" (list $image.registry $image.repository | compact | join "/") ($image.tag | default .Chart.AppVersion) -}}
{{- end -}}

{{- define "shop.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "shop.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* How storefront and worker reach what they need. */}}
{{- define "shop.environment" -}}
- name: DATABASE_URL
  value: {{ printf "postgres://$(DATABASE_USER):$(DATABASE_PASSWORD)@%s:%v/%s" .Values.database.host (.Values.database.port | int) .Values.database.name | quote }}
{{- range $key := list "user" "password" }}
- name: DATABASE_{{ upper $key }}
  valueFrom:
    secretKeyRef:
      name: {{ required "database.existingSecret: the Secret that holds user and password" $.Values.database.existingSecret }}
      key: {{ $key }}
{{- end }}
{{- if .Values.cache.enabled }}
- name: CACHE_URL
  value: redis://{{ .Release.Name }}-cache:{{ .Values.session.port }}/{{ .Values.session.database }}
{{- end }}
{{- end -}}
