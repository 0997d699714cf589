pub use datafusion as _df;
pub use deltalake as _dl;
