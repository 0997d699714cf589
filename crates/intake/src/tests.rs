mod long;
mod toy;
