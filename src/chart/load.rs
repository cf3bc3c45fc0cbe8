//! Files become a [`Chart`]: which file means what, subcharts as folders and as archives, and Helm's sentences for what
//! is wrong. Reading goes through a [`Host`]; archives are unpacked in memory.

use super::error::Error;
use super::ignore::{self, Rules};
use super::lock::Lock;
use super::metadata::{self, Metadata, Text};
use super::validate::Invalid;
use super::values::file::read_values;
use super::{Chart, File, Notes};
use crate::diagnostic::{Diagnostic, Severity};
use crate::go::Map;
use crate::host::archive::{self, read_archive};
use crate::host::walk::{Budget, Link, Walk, read_folder};
use crate::host::{self, FileKind, FileTree, Host, TreePath};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// Charts in charts deeper than this are refused: each archive of a chain needs the one around it in memory.
const MAX_DEPTH: usize = 200;

/// What loading needs and what it leaves behind.
pub struct Loader<'a> {
    /// Where files are read from.
    pub host: &'a dyn Host,
    /// Where their texts are kept for reports.
    pub sources: &'a Sources,
    /// What the user should know.
    pub notes: &'a mut Notes,
    /// Told of every file as soon as it is read, those of archives in archives included.
    pub seen: Option<&'a mut dyn FnMut(&File)>,
}

/// Loads the chart at `path`: a folder or an archive, of an `apiVersion` that there is.
pub fn load(path: &Path, loader: &mut Loader<'_>) -> Result<Chart, Error> {
    let (files, mut budget) = loader.files(path)?;
    check_api_version(&files)?;
    let chart = loader.load_files(files, &mut budget, 0)?;
    // Helm reads charts of the version to come, and can't install them.
    match (chart.metadata.api_version.as_str(), chart.dependencies.as_slice()) {
        ("v3", []) => Err(Error::new("load::chart-version", "invalid chart apiVersion")),
        ("v3", _) => {
            let advice = "You may need to run 'helm dependency build' to fetch missing dependencies";
            let sentence = format!("an error occurred while checking for chart dependencies. {advice}");
            let cause = "unsupported chart dependency type";
            Err(Error::new("load::chart-version", format!("{sentence}: {cause}")))
        }
        _ => Ok(chart),
    }
}

/// The same whatever its `apiVersion` is: lint has findings of its own about that.
pub fn load_any_version(path: &Path, loader: &mut Loader<'_>) -> Result<Chart, Error> {
    let (files, mut budget) = loader.files(path)?;
    loader.load_files(files, &mut budget, 0)
}

fn check_api_version(files: &[File]) -> Result<(), Error> {
    let Some(file) = files.iter().rev().find(|file| file.path.as_bytes() == b"Chart.yaml") else { return Ok(()) };
    match metadata::read_api_version(text("Chart.yaml", file))?.as_str() {
        "v1" | "v2" | "v3" | "" => Ok(()),
        _ => {
            let place = metadata::place(&file.data, file.source, &["apiVersion"]);
            Err(Error::new("load::chart-version", "unsupported chart version").at(place, "known are v1 and v2"))
        }
    }
}

fn unreadable(error: &host::Error) -> Error {
    Error::new("load::unreadable", error.to_string())
}

/// Whether a path is that of a template in a chart or in one of the charts below it.
pub fn may_be_template(path: &TreePath) -> bool {
    let path = path.as_bytes();
    path.starts_with(b"templates/")
        || path.starts_with(b"charts/") && memchr::memmem::find(path, b"/templates/").is_some()
}

impl Loader<'_> {
    /// The files of the chart at `path`, and what is left to unpack the archives among them.
    fn files(&mut self, path: &Path) -> Result<(Vec<File>, Budget), Error> {
        let known = self.host.metadata(path).map_err(|error| unreadable(&error))?;
        let mut budget = Budget::new(Budget::CHART);
        let files = match known.kind {
            FileKind::Folder => self.folder(path, &mut budget)?,
            _ => self.archive(path, &mut budget)?.into_files().into_iter().map(|file| self.take_in(file)).collect(),
        };
        Ok((files, budget))
    }

    fn folder(&mut self, path: &Path, budget: &mut Budget) -> Result<Vec<File>, Error> {
        let folder = self.host.absolute(path).map_err(|error| unreadable(&error))?;
        let place = folder.join("Chart.yaml");
        if let Err(error) = self.host.metadata(&place) {
            // Helm opens the file, and says so.
            let cause = error.to_string().replacen("stat ", "open ", 1);
            let sentence = format!("unable to detect chart at {}: {cause}", place.display());
            return Err(Error::new("load::chart-yaml-missing", sentence)
                .help("name a folder with a Chart.yaml, or a packaged chart"));
        }
        let rules = self.ignore_rules(&folder, path)?;
        let ignored = |path: &TreePath, folder: bool| rules.ignores(path, folder);
        let mut links = Vec::new();
        // Whoever is told of the files has most to do with templates.
        let first = |path: &TreePath| may_be_template(path);
        let walk = Walk { host: self.host, folder: path, ignored: &ignored, first: &first };
        let files = read_folder(&walk, budget, &mut links, &mut |file| self.take_in(file))
            .map_err(|error| Error::new("load::unreadable", error.to_string()))?;
        self.notes.extend(links.iter().map(link_note));
        Ok(files)
    }

    fn ignore_rules(&mut self, folder: &Path, shown: &Path) -> Result<Rules, Error> {
        let place = folder.join(ignore::FILE_NAME);
        if self.host.metadata(&place).is_err() {
            return Ok(Rules::defaults());
        }
        let text = self.host.read(&place, Budget::CHART).map_err(|error| unreadable(&error))?;
        Rules::parse(&text).map_err(|(sentence, line)| {
            let source = self.sources.add(shown.join(ignore::FILE_NAME).display().to_string(), text.clone());
            let span = self.sources.get(source).map(|known| Span::new(source, known.line_range(line)));
            Error::new("load::ignore-rules", sentence).at(span, "this rule")
        })
    }

    fn archive(&mut self, path: &Path, budget: &mut Budget) -> Result<FileTree, Error> {
        let bytes = self.host.read(path, Budget::CHART).map_err(|error| unreadable(&error))?;
        ensure_archive(path, &bytes)?;
        let tree = read_archive(&bytes, &path.display().to_string(), budget).map_err(|error| match error {
            archive::Error::GzipHeader => Error::new(
                "load::archive",
                format!("file '{}' does not appear to be a valid chart file (details: {error})", path.display()),
            ),
            error => Error::new("load::archive", "unable to load chart archive").detail(error.to_string()),
        })?;
        drop(bytes);
        if tree.get("Chart.yaml").is_none() {
            let sentence = "unable to detect chart version, no Chart.yaml found";
            return Err(Error::new("load::chart-yaml-missing", sentence));
        }
        Ok(tree)
    }

    fn take_in(&mut self, file: host::File) -> File {
        let source = self.sources.add(file.display, file.data.clone());
        let file = File { path: file.path, data: file.data.into(), source };
        if let Some(seen) = &mut self.seen {
            seen(&file);
        }
        file
    }

    fn load_files(&mut self, files: Vec<File>, budget: &mut Budget, depth: usize) -> Result<Chart, Error> {
        let mut sorted = Sorted::default();
        for file in files.iter().filter(|file| file.path.as_bytes() == b"Chart.yaml") {
            let metadata = sorted.metadata.get_or_insert_default();
            metadata.read(text("Chart.yaml", file))?;
            // Charts from before there was an apiVersion are v1.
            if metadata.api_version.is_empty() {
                metadata.api_version = String::from("v1");
            }
            sorted.chart_yaml = Some(file.clone());
        }
        for file in &files {
            sorted.sort(file, self.notes)?;
        }
        let Some(mut metadata) = sorted.metadata.take() else {
            return Err(Error::new("load::chart-yaml-missing", "Chart.yaml file is missing"));
        };
        metadata.validate().map_err(|invalid| invalid_metadata(&invalid, sorted.chart_yaml.as_ref()))?;
        let mut dependencies = Vec::new();
        for (name, files) in std::mem::take(&mut sorted.subcharts) {
            let chart = self.load_subchart(&name, files, budget, depth + 1).map_err(|error| {
                let name = String::from_utf8_lossy(&name);
                error.wrapped(format_args!("error unpacking subchart {name} in {}", metadata.name))
            })?;
            dependencies.extend(chart);
        }
        Ok(Chart {
            path: metadata.name.clone(),
            metadata,
            templates: sorted.templates.into(),
            values: sorted.values,
            schema: sorted.schema,
            files: sorted.files.into(),
            raw: files.into(),
            dependencies,
        })
    }

    /// The chart that is `charts/NAME`; `None` where the name says that it is none.
    fn load_subchart(
        &mut self,
        name: &[u8],
        files: Vec<File>,
        budget: &mut Budget,
        depth: usize,
    ) -> Result<Option<Chart>, Error> {
        if name.starts_with(b"_") || name.starts_with(b".") {
            return Ok(None);
        }
        if depth > MAX_DEPTH {
            return Err(Error::new("load::depth", format!("charts are nested deeper than {MAX_DEPTH} levels")));
        }
        if !name.ends_with(b".tgz") {
            let inside = files.into_iter().filter_map(|file| Some(File { path: file.path.below(name)?, ..file }));
            return self.load_files(inside.collect(), budget, depth).map(Some);
        }
        let Some(file) = files.first() else { return Ok(None) };
        if file.path.as_bytes() != name {
            let sentence = format!("expected {}, got {}", String::from_utf8_lossy(name), file.path);
            return Err(Error::new("load::archive", sentence));
        }
        let shown = self.sources.get(file.source).map_or_else(String::new, |source| source.name().to_owned());
        let tree =
            read_archive(&file.data, &shown, budget).map_err(|error| Error::new("load::archive", error.to_string()))?;
        let files = tree.into_files().into_iter().map(|file| self.take_in(file)).collect();
        self.load_files(files, budget, depth).map(Some)
    }
}

fn text<'a>(name: &'static str, file: &'a File) -> Text<'a> {
    Text { file: name, bytes: &file.data, source: file.source }
}

fn invalid_metadata(invalid: &Invalid, file: Option<&File>) -> Error {
    let path: Vec<&str> = invalid.path.iter().map(String::as_str).collect();
    let place = file.and_then(|file| {
        let whole = || metadata::place(&file.data, file.source, &[]);
        metadata::place(&file.data, file.source, &path).or_else(whole)
    });
    Error::new("load::chart-yaml", format!("validation: {}", invalid.sentence)).at(place, "")
}

fn link_note(link: &Link) -> Diagnostic {
    let message = "found symbolic link in path. Contents of linked file included and used";
    let places = format!("{message}: {} leads to {}", link.path.display(), link.resolved.display());
    Diagnostic::error("load::link-followed", places).severity(Severity::Note).compat(format!(
        "{message} path={} resolved={}",
        link.path.display(),
        link.resolved.display()
    ))
}

/// A chart's files by what they mean.
#[derive(Default)]
struct Sorted {
    metadata: Option<Metadata>,
    chart_yaml: Option<File>,
    templates: Vec<File>,
    values: Map,
    schema: Option<File>,
    files: Vec<File>,
    /// The files under `charts/` by the next part of their path, which they keep.
    subcharts: BTreeMap<Vec<u8>, Vec<File>>,
}

impl Sorted {
    fn sort(&mut self, file: &File, notes: &mut Notes) -> Result<(), Error> {
        match file.path.as_bytes() {
            b"Chart.yaml" => {}
            b"Chart.lock" => check_lock("Chart.lock", file)?,
            b"values.yaml" => {
                self.values =
                    read_values(&file.data, file.source).map_err(|error| error.wrapped("cannot load values.yaml"))?;
            }
            b"values.schema.json" => self.schema = Some(file.clone()),
            b"requirements.yaml" => self.requirements(file, notes)?,
            b"requirements.lock" => {
                check_lock("requirements.lock", file)?;
                if self.is_v1() {
                    self.files.push(file.clone());
                }
            }
            path if path.starts_with(b"templates/") => self.templates.push(file.clone()),
            path if path.starts_with(b"charts/") && !path.ends_with(b".prov") => {
                if let Some(below) = file.path.below(b"charts") {
                    let name = below.first().to_vec();
                    self.subcharts.entry(name).or_default().push(File { path: below, ..file.clone() });
                }
            }
            _ => self.files.push(file.clone()),
        }
        Ok(())
    }

    fn is_v1(&self) -> bool {
        self.metadata.as_ref().is_some_and(|metadata| metadata.api_version == "v1")
    }

    /// Where charts before v2 named their dependencies.
    fn requirements(&mut self, file: &File, notes: &mut Notes) -> Result<(), Error> {
        let metadata = self.metadata.get_or_insert_default();
        metadata.read(text("requirements.yaml", file))?;
        if metadata.api_version == "v1" {
            self.files.push(file.clone());
        } else {
            let message = "Warning: Dependencies are handled in Chart.yaml since apiVersion \"v2\". \
                           We recommend migrating dependencies to Chart.yaml.";
            notes.push(Diagnostic::error("load::requirements", message).severity(Severity::Warning).compat(message));
        }
        Ok(())
    }
}

/// A lock file decides nothing here, but one that can't be read stops Helm.
fn check_lock(name: &'static str, file: &File) -> Result<(), Error> {
    Lock::read(name, file).map(drop)
}

/// Helm's answer to a file that is no archive, such as a values file where the chart belongs.
fn ensure_archive(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if archive::is_gzip(bytes) {
        return Ok(());
    }
    let shown = path.display();
    let sentence = if path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml") {
        format!("file '{shown}' seems to be a YAML file, but expected a gzipped archive")
    } else {
        format!("file '{shown}' does not appear to be a gzipped archive; got '{}'", content_type(bytes))
    };
    Err(Error::new("load::archive", sentence))
}

/// What Go's `http.DetectContentType` calls the first 512 bytes, where the file may be shorter and zeros follow.
fn content_type(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(512)];
    let known: [(&[u8], &str); 11] = [
        (b"\xEF\xBB\xBF", "text/plain; charset=utf-8"),
        (b"\xFE\xFF", "text/plain; charset=utf-16be"),
        (b"\xFF\xFE", "text/plain; charset=utf-16le"),
        (b"PK\x03\x04", "application/zip"),
        (b"%PDF-", "application/pdf"),
        (b"%!PS-Adobe-", "application/postscript"),
        (b"\x89PNG\r\n\x1A\n", "image/png"),
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"Rar!\x1A\x07", "application/x-rar-compressed"),
        (b"\x00asm", "application/wasm"),
    ];
    if let Some((_, name)) = known.iter().find(|(mark, _)| head.starts_with(mark)) {
        return name;
    }
    let start = head.trim_ascii_start();
    if start.starts_with(b"<?xml") {
        return "text/xml; charset=utf-8";
    }
    let binary = |byte: &u8| matches!(byte, 0..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F);
    if head.len() < 512 || head.iter().any(binary) { "application/octet-stream" } else { "text/plain; charset=utf-8" }
}
