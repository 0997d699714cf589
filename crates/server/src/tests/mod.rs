//! Requests to the whole router, on a workspace of the sample plan.

mod accounts;
mod rights;
mod sign_in;
mod site;
mod workbooks;
