//! Reminders: who is told what, once, and where a mail goes.

use lanbai_app::people::Caller;
use lanbai_reporting::{Role, Step};

use crate::reporting::{FILLED, Office, PARK, code};

const FORM: &str = "park-quarter";

impl Office {
    /// The codes of an account's notices about a form or a submission of the park, sorted.
    async fn told(&self, caller: &Caller) -> Vec<String> {
        let notices = self.app.notices(caller).await.expect("listed");
        let about = |text: &str| text.contains("季报");
        let mut codes: Vec<String> =
            notices.items.into_iter().filter(|one| about(&one.text.zh)).map(|one| one.code).collect();
        codes.sort();
        codes
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_owes_or_decides_is_told_once_and_reads_it() {
    let office = Office::open().await;
    office.grant("rui", Role::Reporter, PARK).await;
    office.grant("yan", Role::Reporter, "lanzhou-hitech-dinglian").await;
    office.grant("ben", Role::Approver, "lanzhou-hitech").await;
    let (reporter, base) = (office.reporter(), office.base());
    office.app.remind().await.expect("reminded");
    // The form of the first quarter is due on the 15th; earlier ones have been late for more than five days.
    let before = office.told(&reporter).await;
    assert!(!before.contains(&"notice-due".to_owned()), "{before:?}");
    office.wait_days(7);
    assert!(office.app.remind().await.expect("reminded") > 0);
    assert_eq!(office.app.remind().await.expect("reminded"), 0, "a second round tells nobody anew");
    let due = office.told(&reporter).await;
    assert_eq!(due.iter().filter(|code| *code == "notice-due").count(), 1, "{due:?}");
    let id = office.begin().await;
    office.save(&reporter, &id, &FILLED).await;
    office.step(&reporter, &id, Step::Submit, None).await.expect("handed in");
    assert_eq!(office.told(&base).await, ["notice-waits"]);
    office.step(&base, &id, Step::Return, Some("核对营业收入")).await.expect("returned");
    assert!(office.told(&reporter).await.contains(&"notice-returned".to_owned()));
    let list = office.app.notices(&reporter).await.expect("listed");
    let first = &list.items[0];
    assert!(list.unread > 1 && first.read_at.is_none());
    let rest = office.app.read_notices(&reporter, Some(&first.id)).await.expect("read");
    assert_eq!(rest.unread, list.unread - 1);
    // Nobody reads for another.
    let other = office.caller("yan", Role::Reporter, "lanzhou-hitech-dinglian");
    let others = office.app.read_notices(&other, Some(&list.items[1].id)).await.expect("tried");
    assert!(others.items.iter().all(|one| one.id != list.items[1].id));
    assert_eq!(office.app.read_notices(&reporter, None).await.expect("read").unread, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_urges_once_a_day_what_is_owed() {
    let office = Office::open().await;
    office.grant("rui", Role::Reporter, PARK).await;
    let zhang = office.caller("zhang", Role::PlanOffice, "lanbai");
    let urged = office.app.urge(&zhang, FORM, PARK, "2026Q1").await.expect("urged");
    assert_eq!((urged.told, urged.reporters), (1, 1));
    let again = office.app.urge(&zhang, FORM, PARK, "2026Q1").await.expect("urged");
    assert_eq!((again.told, again.reporters), (0, 1));
    office.wait_days(1);
    assert_eq!(office.app.urge(&zhang, FORM, PARK, "2026Q1").await.expect("urged").told, 1);
    assert_eq!(code(office.app.urge(&zhang, FORM, PARK, "2026").await), "reporting-not-owed");
    assert_eq!(code(office.app.urge(&office.reporter(), FORM, PARK, "2026Q1").await), "not-allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_looked_at_before_it_is_kept() {
    let office = Office::open().await;
    let reporter = office.reporter();
    let none = office.app.own_mail(&reporter).await.expect("read");
    assert_eq!((none.address, none.sends), (None, false));
    for wrong in ["rui", "rui@", "a@b\r\nBcc: c@d", "@example.org"] {
        assert_eq!(code(office.app.set_own_mail(&reporter, wrong).await), "people-mail-address", "{wrong}");
    }
    let kept = office.app.set_own_mail(&reporter, " rui@example.org ").await.expect("kept");
    assert_eq!(kept.address.as_deref(), Some("rui@example.org"));
    office.grant("rui", Role::Reporter, PARK).await;
    let zhang = office.caller("zhang", Role::PlanOffice, "lanbai");
    office.app.urge(&zhang, FORM, PARK, "2026Q1").await.expect("urged");
    let waiting = office.app.store().expect("a store").mail_waiting(10).await.expect("read");
    assert_eq!(waiting.iter().map(|mail| mail.mail_to.as_str()).collect::<Vec<_>>(), ["rui@example.org"]);
    assert_eq!(office.app.send_mail().await.expect("nothing to do"), 0, "no server is set");
    assert_eq!(office.app.set_own_mail(&reporter, "").await.expect("removed").address, None);
}
