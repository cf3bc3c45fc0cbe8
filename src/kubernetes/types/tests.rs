use super::*;

fn field(of: Type, name: &str) -> Field {
    match of.shape() {
        Shape::Object(object) => object.field(name).expect("there is such a field"),
        other => panic!("no object: {other:?}"),
    }
}

#[test]
fn all_releases_since_1_30_are_there() {
    assert!((30..=37).all(|minor| Types::of_minor(minor).is_some_and(|types| types.minor() == minor)));
    assert!(Types::of_minor(1).is_none());
    assert_eq!(Types::newest().minor(), 37);
}

#[test]
fn a_kind_leads_to_the_types_of_its_fields() {
    let types = Types::of_minor(33).expect("it is there");
    let deployment = types.of_kind("apps", "v1", "Deployment").expect("it is there");
    let template = field(field(deployment, "spec").of, "template");
    assert!(template.is_required);
    let containers = field(field(template.of, "spec").of, "containers");
    let Shape::List(container) = containers.of.shape() else { panic!("containers are a list") };
    let Shape::Object(object) = container.shape() else { panic!("a container is an object") };
    assert_eq!(object.name(), "io.k8s.api.core.v1.Container");
    let requests = field(field(container, "resources").of, "requests");
    let Shape::Map(quantity) = requests.of.shape() else { panic!("requests are a map") };
    assert!(matches!(quantity.shape(), Shape::Scalar(Scalar::Quantity)));
}

#[test]
fn releases_differ() {
    let known = |minor: u32| {
        let types = Types::of_minor(minor).expect("it is there");
        types.of_kind("flowcontrol.apiserver.k8s.io", "v1beta3", "FlowSchema").is_some()
    };
    assert!(known(31) && !known(32));
    assert!(Types::newest().api_versions("Ingress").contains(&("networking.k8s.io", "v1")));
}

#[test]
fn recursive_types_are_their_own_parts() {
    let types = Types::newest();
    let props =
        types.named("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps").expect("it is there");
    let not = field(field(props, "not").of, "not");
    assert!(matches!(not.of.shape(), Shape::Object(_)));
}
