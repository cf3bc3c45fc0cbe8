//! [`IamPolicyGenerator`]: an `IAMPolicyGenerator` object, which makes a ServiceAccount that stands for one of Google's.

use crate::diagnostic::Diagnostic;
use crate::kustomize::{Context, Generator, Result};
use crate::resource::{Resource, ResourceSet};
use crate::source::Span;
use crate::yaml::Tree;
use crate::yaml::tree::{Content, Mapping};
use serde::Deserialize;
use smol_str::SmolStr;

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
    fn generate(&self, _: &mut Context<'_>) -> Result<ResourceSet> {
        let IamPolicyArgs { cloud, kubernetes_service: service, service_account: account } = &self.args;
        if cloud != "gke" {
            let sentence = format!("cloud provider {cloud} not supported yet");
            let diagnostic = Diagnostic::sentence("generate::cloud", sentence);
            return Err(Box::new(diagnostic.label(self.origin, "").help("set `cloud: gke`")));
        }
        let text = |text: &str| Tree::string(text, self.origin);
        let node = |mapping| Tree::new(Content::Mapping(mapping), self.origin);
        let email = format!("{}@{}.iam.gserviceaccount.com", account.name, account.project_id);
        let mut annotations = Mapping::default();
        annotations.push("iam.gke.io/gcp-service-account", text(&email));
        let mut metadata = Mapping::default();
        metadata.push("annotations", node(annotations));
        metadata.push("name", text(&service.name));
        if !service.namespace.is_empty() {
            metadata.push("namespace", text(&service.namespace));
        }
        let mut object = Mapping::default();
        object.push("apiVersion", text("v1"));
        object.push("kind", text("ServiceAccount"));
        object.push("metadata", node(metadata));
        Ok(ResourceSet::from_vec(vec![Resource::new(node(object))]))
    }
}
