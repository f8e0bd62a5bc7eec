#include "ledger/bundle/bundle_reader.h"

#include <cerrno>
#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/key_layout.h"
#include "ledger/proof/sha256_stream.h"

namespace assessment {
namespace {

constexpr absl::string_view kTitle = "assessment-ledger/bundle/v1\n";
constexpr size_t kLengthBytes = 4;
// A record has at most one body of 512 KiB and the texts that were taken out of it.
constexpr uint32_t kFrameBytesMax = 4 << 20;

class Reader {
 public:
  Reader(const std::string& path, const BundleVisitor& visitor)
      : path_(path), visitor_(visitor), file_(std::fopen(path.c_str(), "rbe"), &std::fclose) {}

  absl::Status Run() {
    if (file_ == nullptr) return absl::ErrnoToStatus(errno, path_);
    std::string title;
    if (!ReadBytes(kTitle.size(), title) || title != kTitle) {
      return Damage("does not begin as a bundle does");
    }
    digest_.Add(title);
    ledger::v1::BundleFrame frame;
    RETURN_IF_ERROR(ReadFrame("the beginning", frame));
    if (!frame.has_beginning()) return Damage("its first frame is not the beginning");
    digest_.Add(bytes_);
    const uint64_t size = frame.beginning().size();
    RETURN_IF_ERROR(visitor_.beginning(frame.beginning()));
    for (uint64_t position = 0; position < size; ++position) {
      const std::string what = absl::StrCat("position ", position, " of ", size);
      RETURN_IF_ERROR(ReadFrame(what, frame));
      if (!frame.has_record()) return Damage(absl::StrCat(what, ": another frame than a record"));
      digest_.Add(bytes_);
      RETURN_IF_ERROR(visitor_.record(position, frame.record()));
    }
    RETURN_IF_ERROR(ReadFrame("the end", frame));
    if (!frame.has_end()) {
      return Damage(absl::StrCat("more than the ", size, " records that it states"));
    }
    if (frame.end().sha256() != digest_.Finish().view()) {
      return Damage("its digest is not the one at its end");
    }
    if (std::fgetc(file_.get()) != EOF) return Damage("bytes lie behind its end");
    return absl::OkStatus();
  }

 private:
  absl::Status Damage(absl::string_view what) const {
    return DamageError(absl::StrCat("bundle ", path_, ": ", what));
  }

  bool ReadBytes(size_t count, std::string& bytes) {
    bytes.resize(count);
    return std::fread(bytes.data(), 1, count, file_.get()) == count;
  }

  // Leaves the frame's bytes, its length among them, in `bytes_`.
  absl::Status ReadFrame(absl::string_view what, ledger::v1::BundleFrame& frame) {
    std::string length;
    if (!ReadBytes(kLengthBytes, length)) return Damage(absl::StrCat(what, ": the file ends"));
    const uint32_t count = ReadBigEndian32(length);
    if (count > kFrameBytesMax) {
      return Damage(
          absl::StrCat(what, ": a frame of ", count, " bytes, expected at most ", kFrameBytesMax));
    }
    std::string content;
    if (!ReadBytes(count, content)) return Damage(absl::StrCat(what, ": the file ends"));
    if (!frame.ParseFromString(content)) return Damage(absl::StrCat(what, ": does not parse"));
    bytes_ = length + content;
    return absl::OkStatus();
  }

  const std::string path_;
  const BundleVisitor& visitor_;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  Sha256Stream digest_;
  std::string bytes_;
};

}  // namespace

absl::Status ReadBundle(const std::string& path, const BundleVisitor& visitor) {
  return Reader(path, visitor).Run();
}

}  // namespace assessment
