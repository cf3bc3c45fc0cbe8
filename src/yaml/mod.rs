//! Go's YAML: reader, scanner, parser, nodes with spans, emitter, with profiles for sigs.k8s.io/yaml and go-yaml.
