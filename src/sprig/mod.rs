//! The function library of Helm charts, a file per topic.
