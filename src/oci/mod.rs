//! The registry protocol of the Open Container Initiative as plain data: references, digests, manifests, challenges,
//! which answer may be asked for again, and docker's file of credentials. Nothing here opens a connection or a file.

pub mod challenge;
pub mod credentials;
pub mod digest;
pub mod failure;
pub mod media;
pub mod reference;
pub mod retry;
pub mod signature;
pub mod tags;

pub use digest::Digest;
pub use reference::Reference;

pub use oci_distribution::manifest::{
    ImageIndexEntry, OciDescriptor as Descriptor, OciImageIndex as Index, OciImageManifest as Manifest,
};
