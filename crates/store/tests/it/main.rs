//! One contract, held by both databases. A case is a function of a fixture; SQLite runs each as a test of its own,
//! PostgreSQL runs all of them on one server that the test starts and stops.

mod cases;
mod fixture;
mod postgres;
mod world;

use std::future::Future;
use std::pin::Pin;

use fixture::Fixture;

type Run = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Lists every case once.
macro_rules! contract {
    ($($module:ident: $($case:ident),+;)+) => {
        mod sqlite {
            $(mod $module {
                $(#[test]
                fn $case() {
                    crate::on_sqlite(|fixture| Box::pin(crate::cases::$module::$case(fixture)));
                })+
            })+
        }

        const CASES: &[(&str, fn(Fixture) -> Run)] = &[
            $($((
                concat!(stringify!($module), "::", stringify!($case)),
                |fixture| Box::pin(cases::$module::$case(fixture)),
            ),)+)+
        ];
    };
}

contract! {
    accounts:
        an_account_is_found_by_id_login_and_subject,
        login_names_differ_by_more_than_case,
        nobody_grants_himself_a_role,
        a_role_holds_until_it_is_taken_back,
        a_disabled_account_has_no_session,
        a_new_password_ends_the_other_sessions,
        a_code_is_used_once,
        accounts_are_listed_in_pages,
        handing_over_takes_drafts_and_leaves_what_is_locked;
    sessions:
        a_rotated_session_ends_in_the_same_moment,
        a_session_runs_out_unless_it_is_kept,
        failures_are_counted_by_login_and_by_address;
    providers:
        an_invitation_ties_one_person_to_one_account,
        an_invitation_runs_out_and_ends_with_the_account,
        who_parts_from_the_provider_is_signed_out,
        whoever_is_on_his_way_comes_back_once,
        one_address_does_not_fill_the_way;
    submissions:
        the_whole_way_is_written_down,
        what_is_owed_is_begun_once,
        a_stale_save_overwrites_nothing_and_loses_nothing,
        what_was_set_aside_goes_when_its_author_decides,
        savers_at_the_same_time_lose_nothing,
        what_is_handed_in_is_locked,
        who_hands_in_hands_in_what_he_saw,
        of_two_approvers_one_wins,
        steps_out_of_order_are_refused,
        a_deadline_is_judged_by_the_first_handing_in,
        a_correction_begins_with_the_old_contents,
        register_rows_are_saved_each_for_itself,
        rows_on_their_way_are_those_that_others_handed_in,
        explanations_stand_until_taken_back,
        lists_keep_to_what_was_asked;
    outbox:
        approved_rows_are_paired_with_the_next_number,
        a_publisher_goes_on_where_one_died,
        a_burnt_number_is_never_given_again,
        a_stale_token_marks_nothing,
        two_publishers_never_double,
        a_publication_that_the_lake_lost_is_published_again;
    audit:
        a_chain_that_was_left_alone_holds,
        changed_rows_are_named,
        a_chain_written_anew_betrays_itself_by_its_anchor,
        rows_swapped_slipped_in_and_cut_off_are_seen,
        the_database_refuses_to_change_the_log,
        sequencers_at_the_same_time_chain_each_row_once,
        the_log_is_read_by_whoever_did_it_and_by_object;
    work:
        evidence_is_kept_once_and_opened_through_its_object_only,
        evidence_beyond_the_limits_is_refused,
        evidence_that_was_changed_is_not_handed_out,
        a_reminder_of_one_cause_is_written_once,
        a_mail_goes_out_once_at_most,
        where_someone_is_written_to_is_kept_and_not_told_to_the_log,
        a_task_node_is_changed_as_it_was_seen,
        an_order_is_opened_once_answered_and_closed,
        a_recommendation_is_decided_as_it_was_seen;
    whole:
        opening_again_changes_nothing,
        two_servers_may_open_an_empty_store_at_once,
        a_newer_store_is_refused_and_left_alone,
        a_backup_restores_into_either_database,
        a_backup_leaves_out_no_table,
        a_backup_made_while_others_write_shows_one_moment,
        a_damaged_backup_is_refused_and_restores_nothing,
        a_full_store_is_not_restored_into,
        a_restored_store_goes_on_counting,
        text_stays_text,
        what_is_too_long_is_refused_and_the_rest_kept,
        callers_who_go_away_leave_nothing_half_done;
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

fn on_sqlite(case: fn(Fixture) -> Run) {
    runtime().block_on(async { case(Fixture::sqlite().await).await });
}

#[test]
fn postgres_keeps_the_whole_contract() {
    let server = match postgres::Server::start() {
        Ok(server) => server,
        Err(why) if postgres::is_required() => panic!("PostgreSQL is required here and cannot be had: {why}"),
        Err(why) => {
            eprintln!("SKIPPED: the contract was not tried on PostgreSQL: {why}");
            return;
        }
    };
    let runtime = runtime();
    let mut broken = Vec::new();
    for (name, case) in CASES {
        let fixture = runtime.block_on(Fixture::postgres(&server));
        // A task of its own, so that a broken case does not hide the others.
        if let Err(error) = runtime.block_on(async { tokio::spawn(case(fixture)).await }) {
            broken.push(format!("{name}: {error}"));
        }
    }
    assert!(broken.is_empty(), "{} of {} cases: {broken:#?}", broken.len(), CASES.len());
}
