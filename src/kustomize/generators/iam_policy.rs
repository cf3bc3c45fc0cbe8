//! [`IamPolicyGenerator`]: an `IAMPolicyGenerator` object, which makes a ServiceAccount that stands for one of Google's.

use crate::diagnostic::Diagnostic;
use crate::kustomize::{Context, Generator, Result};
use crate::resource::{Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::{self, Tree};
use serde::Deserialize;
use smol_str::SmolStr;
use std::fmt::Write;

/// What an `IAMPolicyGenerator` object says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct IamPolicyArgs {
    /// Whose cloud: `gke`.
    cloud: SmolStr,
    kubernetes_service: KubernetesService,
    service_account: ServiceAccount,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct KubernetesService {
    name: SmolStr,
    namespace: SmolStr,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ServiceAccount {
    name: SmolStr,
    project_id: SmolStr,
}

/// Makes a ServiceAccount for Google's Kubernetes Engine.
#[derive(Clone, Debug)]
pub struct IamPolicyGenerator {
    args: IamPolicyArgs,
    origin: Span,
}

impl IamPolicyGenerator {
    /// The generator of a configuration object at `origin`.
    pub fn new(args: IamPolicyArgs, origin: Span) -> Self {
        IamPolicyGenerator { args, origin }
    }
}

impl Generator for IamPolicyGenerator {
    fn generate(&self, context: &mut Context<'_>) -> Result<ResourceSet> {
        let IamPolicyArgs { cloud, kubernetes_service: service, service_account: account } = &self.args;
        if cloud != "gke" {
            let sentence = format!("cloud provider {cloud} not supported yet");
            let diagnostic = Diagnostic::sentence("generate::cloud", sentence);
            return Err(Box::new(diagnostic.label(self.origin, "").help("set `cloud: gke`")));
        }
        // Kustomize fills a text in and reads it, so that the values are what they are as YAML.
        let mut text = format!(
            "\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n    \
             iam.gke.io/gcp-service-account: {}@{}.iam.gserviceaccount.com\n  name: {}\n",
            account.name, account.project_id, service.name
        );
        if !service.namespace.is_empty() {
            let _ = write!(text, "\n  namespace: {}", service.namespace);
        }
        let source = context.sources.add("what the IAMPolicyGenerator makes", text.as_bytes().to_vec());
        let read = yaml::read_trees(text.as_bytes(), source).and_then(|trees| match trees.first() {
            Some(tree) => Tree::from_value(&tree.to_value()?, self.origin),
            None => Ok(Tree::null(self.origin)),
        });
        let object = read.map_err(|error| {
            let diagnostic = Diagnostic::sentence("generate::service-account", error.message());
            let diagnostic = diagnostic.label_known(error.span(), "").label(self.origin, "");
            Box::new(diagnostic.help("give names that are YAML as they are, without quotes"))
        })?;
        Ok(ResourceSet::from_vec(vec![Resource::new(object)]))
    }
}
