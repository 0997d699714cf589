use std::time::Duration;

use lanbai_store::Act;
use lanbai_store::notices::NewNotice;
use serde_json::{Map, Value, json};

use super::Addressees;
use crate::people::new_id;
use crate::view::Bilingual;
use crate::{App, AppError, Messages};

/// Something to be told.
pub(crate) struct Told {
    /// What makes it one: nobody is told twice of one cause.
    pub cause: String,
    /// Under which its sentence stands.
    pub code: &'static str,
    /// What the sentence needs, in both languages.
    pub arguments: Vec<(&'static str, Bilingual)>,
    /// What it speaks of, such as `submissions/ID`: where a click leads.
    pub object: String,
}

/// Accounts in one unit of the store: people who save a field meanwhile wait for no more than these.
const AT_ONCE: usize = 10;
/// Between two units: a round that has very many to tell leaves most of the writer's time to those who work.
const BREATH: Duration = Duration::from_millis(20);

impl App {
    /// Tells accounts something; gives for how many it was new.
    pub(crate) async fn tell(
        &self,
        to: &Addressees,
        accounts: &[String],
        told: &Told,
    ) -> Result<u64, AppError> {
        let act = Act { by: "lanbai", authority: "notices", at: self.clock().now() };
        let arguments = written(&told.arguments);
        let mut new = 0;
        for some in to.not_told(accounts, &told.cause).chunks(AT_ONCE) {
            let ids = some.iter().map(|_| new_id("n")).collect::<Result<Vec<_>, _>>()?;
            let notices: Vec<NewNotice<'_>> = some
                .iter()
                .zip(&ids)
                .map(|(account, id)| NewNotice {
                    id,
                    account,
                    cause: &told.cause,
                    code: told.code,
                    arguments: &arguments,
                    object: &told.object,
                    mail_to: to.address(account),
                })
                .collect();
            new += self.store()?.notify(&act, &notices).await?;
            tokio::time::sleep(BREATH).await;
        }
        Ok(new)
    }
}

fn written(arguments: &[(&'static str, Bilingual)]) -> Value {
    let one = |(name, text): &(&str, Bilingual)| ((*name).to_owned(), json!([text.zh, text.en]));
    Value::Object(arguments.iter().map(one).collect::<Map<_, _>>())
}

/// The sentence of a notice as it was written down.
pub(super) fn sentence(code: &str, arguments: &Value) -> Bilingual {
    let text =
        |value: &Value, at: usize| value.get(at).and_then(Value::as_str).unwrap_or_default().to_owned();
    let read = |(name, value): (&'_ String, &Value)| {
        (name.clone(), Bilingual { zh: text(value, 0), en: text(value, 1) })
    };
    let read: Vec<(String, Bilingual)> = arguments.as_object().into_iter().flatten().map(read).collect();
    let read: Vec<(&str, Bilingual)> =
        read.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    Messages::shared().text(code, &read)
}
