//! The plans ship inside the binary; when they change, it is built again.

fn main() {
    println!("cargo:rerun-if-changed=../../plans");
}
