//! A chart in memory: Chart.yaml, dependencies, values and their coalescing, schema, files, ignore rules, archives.
