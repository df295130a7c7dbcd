//! Reads definition files from disk: the only input of the library below the bot itself.
//!
//! A path is a file or a directory. Of a directory all `*.yaml` and `*.yml` are read, in
//! directories below it too, in the order of their names; hidden ones are left out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::notes::Notes;
use super::place::{At, Sources};
use crate::error::Error;
use crate::limits::Limits;

/// Deepest directory below the given one: more is a loop of links, or no bot.
const MAX_LEVELS: usize = 32;

/// Adds the file, or all definition files of the directory, to `sources`. What is wrong with one
/// file (too large, not UTF-8) goes to `notes`, and the others are read all the same.
pub(crate) fn read_path(
    path: &Path,
    limits: &Limits,
    sources: &mut Sources,
    notes: &mut Notes,
) -> Result<(), Error> {
    let about = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    if !about.is_dir() {
        return read_file(path, limits, sources, notes);
    }
    let files = definition_files(path, limits, notes)?;
    if files.is_empty() {
        notes
            .error("no-files", None, format!("no definition files in `{}`", path.display()))
            .help("a directory with *.yaml or *.yml files is expected");
    }
    files.iter().try_for_each(|file| read_file(file, limits, sources, notes))
}

fn definition_files(
    directory: &Path,
    limits: &Limits,
    notes: &mut Notes,
) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut open = vec![(directory.to_owned(), 0)];
    let mut seen = Vec::new();
    while let Some((directory, level)) = open.pop() {
        // A link that leads back to a directory on the way would be read for ever.
        let real = fs::canonicalize(&directory).map_err(|error| unreadable(&directory, error))?;
        if seen.contains(&real) || level > MAX_LEVELS {
            continue;
        }
        seen.push(real);
        for entry in fs::read_dir(&directory).map_err(|error| unreadable(&directory, error))? {
            let path = entry.map_err(|error| unreadable(&directory, error))?.path();
            let hidden =
                path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
            if hidden {
                continue;
            }
            let about = fs::metadata(&path).map_err(|error| unreadable(&path, error))?;
            if about.is_dir() {
                open.push((path, level + 1));
            } else if about.is_file() && is_yaml(&path) {
                files.push(path);
            }
        }
        if files.len() > limits.max_files {
            let most = limits.max_files;
            notes.error("too-many-files", None, format!("more than {most} definition files"));
            files.truncate(most);
            break;
        }
    }
    files.sort();
    Ok(files)
}

/// Largest text in bytes: offsets are 32 bits wide, whatever the limits say.
pub(crate) fn largest(limits: &Limits) -> usize {
    limits.max_file.min(u32::MAX as usize)
}

fn is_yaml(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|name| ["yaml", "yml"].iter().any(|yaml| name.eq_ignore_ascii_case(yaml)))
}

fn read_file(
    path: &Path,
    limits: &Limits,
    sources: &mut Sources,
    notes: &mut Notes,
) -> Result<(), Error> {
    let about = fs::metadata(path).map_err(|error| unreadable(path, error))?;
    let name = path.display().to_string();
    // A pipe or a device would be read for ever.
    if !about.is_file() {
        notes.error("no-file", None, format!("`{name}` is no file and no directory"));
        return Ok(());
    }
    let most = largest(limits);
    if about.len() > most as u64 {
        let found = about.len();
        notes
            .error("too-large", None, format!("`{name}` has {found} bytes, more than {most}"))
            .help("split it into several files");
        return Ok(());
    }
    let bytes = fs::read(path).map_err(|error| unreadable(path, error))?;
    add(name, bytes, sources, notes);
    Ok(())
}

/// Adds a file's bytes; what is not UTF-8 is told with its place, and read as the mark `�`.
fn add(name: String, bytes: Vec<u8>, sources: &mut Sources, notes: &mut Notes) {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            sources.add(name, text);
            return;
        }
        Err(error) => error.into_bytes(),
    };
    let good = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let file = sources.add_marred(name, &bytes);
    let at = At { file, from: good as u32, to: good as u32 + 1 };
    notes
        .error("not-utf8", at, format!("the file is not UTF-8: byte {} does not belong", good + 1))
        .help("save the file as UTF-8");
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    Error::read(path.display().to_string(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path, limits: &Limits) -> (Vec<String>, usize) {
        let (mut sources, mut notes) = (Sources::default(), Notes::default());
        read_path(path, limits, &mut sources, &mut notes).unwrap();
        let start = path.display().to_string();
        let names = sources.files().iter();
        let names = names.map(|source| source.name.trim_start_matches(&start).replace('\\', "/"));
        (names.collect(), notes.errors())
    }

    #[test]
    fn files_are_read_in_order_once_and_without_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        for name in ["z", "a/b", ".git", "a.d"] {
            fs::create_dir_all(path.join(name)).unwrap();
        }
        for name in [
            "z/1.yaml",
            "a/b/2.yml",
            "b.YAML",
            ".c.yaml",
            ".git/d.yaml",
            "e.txt",
            "a.d/f.yaml",
            "yaml",
        ] {
            fs::write(path.join(name), "about: {}").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(path, path.join("z/back")).unwrap();
        let limits = Limits::default();
        let (names, errors) = read(path, &limits);
        assert_eq!(names, ["/a/b/2.yml", "/a.d/f.yaml", "/b.YAML", "/z/1.yaml"]);
        assert_eq!(errors, 0);
        assert_eq!(
            read(&path.join("e.txt"), &limits),
            (vec![String::new()], 0),
            "a file by its name"
        );
        let few = Limits { max_files: 2, ..Limits::default() };
        assert_eq!(read(path, &few).1, 1);
        let small = Limits { max_file: 5, ..Limits::default() };
        assert_eq!(read(path, &small), (vec![], 4));
    }
}
