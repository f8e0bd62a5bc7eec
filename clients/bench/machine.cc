#include "clients/bench/machine.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace assessment::bench {

Machine ThisMachine() {
  Machine machine;
  machine.cores = static_cast<int>(std::thread::hardware_concurrency());
  machine.memory_gib =
      static_cast<int>(sysconf(_SC_PHYS_PAGES) / 1024 * sysconf(_SC_PAGESIZE) / 1024 / 1024);
  std::ifstream cpus("/proc/cpuinfo");
  for (std::string line; machine.processor.empty() && std::getline(cpus, line);) {
    if (!absl::StartsWith(line, "model name")) continue;
    const size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    machine.processor = std::string(absl::StripAsciiWhitespace(line.substr(colon + 1)));
  }
  utsname names;
  if (uname(&names) == 0) machine.kernel = absl::StrCat(names.sysname, " ", names.release);
  return machine;
}

}  // namespace assessment::bench
