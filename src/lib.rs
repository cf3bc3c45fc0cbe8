//! Plimsoll: loads, renders, changes, checks and ships Kubernetes manifests without a cluster.
//! Every command of the binary is a thin shell over a call of this library. docs/architecture.md has the map.

pub mod chart;
pub mod cli;
mod deep;
pub mod diagnostic;
pub mod go;
pub mod gotemplate;
pub mod helm;
pub mod host;
pub mod jinja;
pub mod kubernetes;
pub mod kustomize;
pub mod oci;
pub mod policy;
pub mod publish;
pub mod render;
pub mod repository;
pub mod resource;
pub mod source;
pub mod sprig;
pub mod yaml;
