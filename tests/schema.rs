//! Schemas from outside: `plimsoll schema add` keeps what a later `lint --schema` uses, and findings name the field and the
//! exit code.

mod program;

use program::{Run, command, run};
use std::fs;
use std::path::{Path, PathBuf};

const DEFINITION: &str = "
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}
";

const WIDGETS: &str = "
apiVersion: example.com/v1
kind: Widget
metadata: {name: one}
spec: {size: big}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: two}
spec: {siez: 1}
";

/// A home of its own, removed at the end.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("plimsoll-schema-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        Home(folder)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = command(arguments);
        command.current_dir(&self.0).env("HOME", &self.0).env_remove("XDG_DATA_HOME");
        run(command)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn schemas_that_were_added_are_used_later() {
    let home = Home::new("add");
    home.write("definitions/widget.yaml", DEFINITION);
    home.write("widgets.yaml", WIDGETS);
    let before = home.run(&["lint", "--schema", "1.33", "widgets.yaml"]);
    assert_eq!(before.status, Some(1));
    assert_eq!(before.stdout.matches("could not find a schema for Widget").count(), 1, "{}", before.stdout);

    let added = home.run(&["schema", "add", "definitions"]);
    assert_eq!((added.status, added.stdout.as_str()), (Some(0), "example.com/v1 Widget\n"), "{}", added.stderr);
    assert!(home.0.join(Path::new(".local/share/plimsoll/schemas/example.com/widget_v1.json")).is_file());

    let after = home.run(&["lint", "--schema", "1.33", "--strict", "widgets.yaml"]);
    assert_eq!(after.status, Some(1));
    assert!(after.stdout.contains("expected a whole number, not the text \"big\""), "{}", after.stdout);
    assert!(after.stdout.contains("unknown field \"siez\"; did you mean \"size\"?"), "{}", after.stdout);
}

#[test]
fn a_chart_gives_the_definitions_that_it_has() {
    let home = Home::new("chart");
    home.write("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 1.0.0\n");
    home.write("chart/crds/widget.yaml", DEFINITION);
    home.write(
        "chart/templates/widget.yaml",
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: big}\n",
    );
    let linted = home.run(&["lint", "--schema", "1.33", "chart"]);
    assert!(linted.stdout.contains("expected a whole number"), "{}{}", linted.stdout, linted.stderr);
    let added = home.run(&["schema", "add", "chart"]);
    assert_eq!((added.status, added.stdout.as_str()), (Some(0), "example.com/v1 Widget\n"), "{}", added.stderr);
}

#[test]
fn what_holds_no_schema_is_an_error() {
    let home = Home::new("none");
    home.write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n");
    let added = home.run(&["schema", "add", "pod.yaml"]);
    assert_eq!(added.status, Some(1));
    assert!(added.stderr.contains("holds no schema that tells its kind"), "{}", added.stderr);
    let wrong = home.run(&["lint", "--schema", "1.2", "pod.yaml"]);
    assert_eq!(wrong.status, Some(2), "{}", wrong.stderr);
}
