//! One command a file.

mod ci;
mod demo;
mod generate;
mod test;
mod tidy;

pub use ci::ci;
pub use demo::demo;
pub use generate::generate;
pub use test::test;
pub use tidy::tidy;
