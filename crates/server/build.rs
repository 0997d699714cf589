//! The built web pages are part of the binary; when they change, it is built again.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
