pub mod accounts;
pub mod audit;
pub mod outbox;
pub mod providers;
pub mod sessions;
pub mod submissions;
pub mod whole;
pub mod work;
