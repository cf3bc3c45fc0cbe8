//! A chart and its values → the manifests of a release, as Helm makes them.
