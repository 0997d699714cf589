use lanbai_reporting::rights::Action;
use lanbai_store::Act;
use lanbai_store::evidence::{EvidenceLimits, NewEvidence};
use lanbai_store::supervision::Reply;
use serde::{Deserialize, Serialize};

use super::{refusal, refused};
use crate::people::Caller;
use crate::reporting::Upload;
use crate::view::OrderView;
use crate::{App, AppError, Snapshot, ask};

/// What files are taken as evidence: the part `[evidence]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct EvidenceSettings {
    /// Megabytes of one file at most; the server takes no more than 64 whatever is said.
    pub most_megabytes: usize,
    /// Kinds that are taken: pdf, png, jpeg, docx, xlsx.
    pub kinds: Vec<String>,
}

impl Default for EvidenceSettings {
    fn default() -> Self {
        Self { most_megabytes: 20, kinds: KINDS.iter().map(|kind| kind.name.to_owned()).collect() }
    }
}

impl EvidenceSettings {
    /// Whether nothing was decided: then nothing is written, and keys may be added at a file's end.
    pub(crate) fn are_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A kind of file, told by how its bytes begin and not by what its sender says.
struct Kind {
    name: &'static str,
    media_type: &'static str,
    begins: &'static [u8],
}

const KINDS: [Kind; 5] = [
    Kind { name: "pdf", media_type: "application/pdf", begins: b"%PDF-" },
    Kind { name: "png", media_type: "image/png", begins: b"\x89PNG\r\n\x1a\n" },
    Kind { name: "jpeg", media_type: "image/jpeg", begins: b"\xff\xd8\xff" },
    Kind {
        name: "docx",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        begins: b"PK\x03\x04",
    },
    Kind {
        name: "xlsx",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        begins: b"PK\x03\x04",
    },
];

/// A file that was kept as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct EvidenceFile {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl App {
    /// Adds a file to an answer of one's own, while the order is open.
    ///
    /// # Errors
    /// A file that is too large or of a kind that is not taken; another's answer; rights.
    pub async fn add_supervision_evidence(
        &self,
        caller: &Caller,
        id: &str,
        number: i64,
        upload: Upload,
    ) -> Result<OrderView, AppError> {
        let snapshot = self.snapshot();
        let reply = self.reply_for(caller, id, number, &snapshot).await?;
        let order = self.order_for(caller, id, &snapshot).await?;
        let authority = self.may_about_order(caller, Action::ReplySupervision, &order, &snapshot)?;
        if order.closed_at.is_some() {
            return refused(refusal("supervision-closed"));
        }
        if reply.by != caller.account {
            return refused(refusal("supervision-reply-of-another"));
        }
        let settings = &self.settings().evidence;
        let media_type = media_type(&upload, settings);
        let limits = EvidenceLimits {
            most_bytes: settings.most_megabytes << 20,
            media_types: taken(settings).map(|kind| kind.media_type.to_owned()).collect(),
        };
        let act = Act { by: &caller.account, authority: &authority, at: self.clock().now() };
        let new =
            NewEvidence { object: &reply.object(), name: &upload.file, media_type, bytes: &upload.bytes };
        self.store()?.add_evidence(&act, &new, &limits).await?;
        self.supervision_order(caller, id).await
    }

    /// The bytes of a file of an answer, checked against their hash.
    ///
    /// # Errors
    /// What does not belong to that answer; rights.
    pub async fn supervision_evidence(
        &self,
        caller: &Caller,
        id: &str,
        number: i64,
        sha256: &str,
    ) -> Result<EvidenceFile, AppError> {
        let reply = self.reply_for(caller, id, number, &self.snapshot()).await?;
        let store = self.store()?;
        let unknown = || ask::unknown("evidence", sha256, std::iter::empty());
        let files = store.evidence_of(&reply.object()).await?;
        let file = files.into_iter().find(|file| file.sha256 == sha256).ok_or_else(unknown)?;
        let bytes = store.evidence_bytes(&reply.object(), sha256).await?;
        Ok(EvidenceFile { name: file.name, media_type: file.media_type, bytes })
    }

    async fn reply_for(
        &self,
        caller: &Caller,
        id: &str,
        number: i64,
        snapshot: &Snapshot,
    ) -> Result<Reply, AppError> {
        self.order_for(caller, id, snapshot).await?;
        let reply = self.store()?.replies_to(id).await?.into_iter().find(|reply| reply.number == number);
        reply.ok_or_else(|| ask::unknown("reply", &number.to_string(), std::iter::empty()))
    }
}

fn taken(settings: &EvidenceSettings) -> impl Iterator<Item = &'static Kind> {
    let kinds: Vec<String> = settings.kinds.clone();
    KINDS.iter().filter(move |kind| kinds.iter().any(|name| name == kind.name))
}

/// The media type of a file of a kind that is taken; its ending otherwise, for the refusal.
fn media_type<'u>(upload: &'u Upload, settings: &EvidenceSettings) -> &'u str {
    let ending = upload.file.rsplit_once('.').map_or("—", |(_, ending)| ending);
    let begins = |kind: &&Kind| upload.bytes.starts_with(kind.begins);
    // Of two kinds that begin alike the name's ending tells which it is.
    let fits = |kind: &&Kind| kind.begins != b"PK\x03\x04" || ending.eq_ignore_ascii_case(kind.name);
    taken(settings).filter(begins).find(fits).map_or(ending, |kind| kind.media_type)
}

#[cfg(test)]
mod tests {
    use super::{EvidenceSettings, media_type};
    use crate::reporting::Upload;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        for (file, bytes, expected) in [
            ("a.pdf", &b"%PDF-1.7"[..], "application/pdf"),
            ("photo.pdf", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("a.exe", b"MZ", "exe"),
            ("macros.xlsm", b"PK\x03\x04", "xlsm"),
            ("A.XLSX", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("page.pdf", b"<html>", "pdf"),
            ("noname", b"", "—"),
        ] {
            let upload = Upload { file: file.to_owned(), bytes: bytes.to_vec() };
            assert_eq!(media_type(&upload, &EvidenceSettings::default()), expected, "{file}");
        }
        let upload = Upload { file: "a.pdf".to_owned(), bytes: b"%PDF-1.7".to_vec() };
        let none = EvidenceSettings { kinds: vec!["png".to_owned()], ..EvidenceSettings::default() };
        assert_eq!(media_type(&upload, &none), "pdf");
    }
}
