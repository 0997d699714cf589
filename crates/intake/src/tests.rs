mod fuzz;
mod long;
mod messages;
mod register;
mod text;
mod toy;
mod wide;
mod workbook;
