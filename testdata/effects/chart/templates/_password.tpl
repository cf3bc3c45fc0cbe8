{{- define "effects.password" }}{{ randAlphaNum 16 }}{{ end }}
