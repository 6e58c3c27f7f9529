#include "cli/app.hpp"

int main(int argc, char** argv) { return kaitei::cli::run_app(argc, argv); }
