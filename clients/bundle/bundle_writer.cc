#include "clients/bundle/bundle_writer.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

constexpr char kTitle[] = "assessment-ledger/bundle/v1\n";
// As the commitment of a sealed text begins: see the proto of OpenedText.
constexpr absl::string_view kSealedTitle("assessment/sealed/v1\0", 21);

std::string UnfinishedPath(const std::string& path) { return path + ".unfinished"; }

// A frame with its length before it.
std::string Framed(const ledger::v1::BundleFrame& frame) {
  const std::string content = frame.SerializeAsString();
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(content.size() >> shift & 0xff));
  }
  return bytes + content;
}

absl::Status NotVerified(uint64_t position, absl::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat("position ", position, ": ", what));
}

}  // namespace

absl::StatusOr<std::unique_ptr<BundleWriter>> BundleWriter::Begin(
    const std::string& path, const ledger::v1::BundleBeginning& beginning, const Hash& root) {
  if (::access(path.c_str(), F_OK) == 0) {
    return absl::AlreadyExistsError(absl::StrCat(path, " exists; give another name"));
  }
  const std::string unfinished = UnfinishedPath(path);
  File file(std::fopen(unfinished.c_str(), "wbe"), &std::fclose);
  if (file == nullptr) return absl::ErrnoToStatus(errno, unfinished);
  std::unique_ptr<BundleWriter> writer(
      new BundleWriter(path, beginning.size(), root, std::move(file)));
  RETURN_IF_ERROR(writer->Write(kTitle));
  ledger::v1::BundleFrame frame;
  *frame.mutable_beginning() = beginning;
  RETURN_IF_ERROR(writer->WriteFrame(frame));
  return writer;
}

BundleWriter::BundleWriter(const std::string& path, uint64_t size, const Hash& root, File file)
    : path_(path), size_(size), root_(root), file_(std::move(file)) {}

BundleWriter::~BundleWriter() {
  if (file_ != nullptr) ::unlink(UnfinishedPath(path_).c_str());
}

absl::Status BundleWriter::Add(const ledger::v1::RecordedEvent& event) {
  const uint64_t position = written();
  event::v1::RecordHeader header;
  if (position >= size_ || !header.ParseFromString(event.header_bytes()) ||
      header.position() != position) {
    return NotVerified(position, "the server gives another event");
  }
  if (Sha256Of({event.salt(), event.body_bytes()}).view() != header.body_commitment()) {
    return NotVerified(position, "the body is not the one its header commits to");
  }
  ledger::v1::BundleFrame frame;
  ledger::v1::BundleRecord& record = *frame.mutable_record();
  record.set_header_bytes(event.header_bytes());
  record.set_salt(event.salt());
  record.set_body_bytes(event.body_bytes());
  for (const ledger::v1::OpenedText& text : event.texts()) {
    if (Sha256Of({kSealedTitle, text.salt(), text.text()}).view() != text.commitment()) {
      return NotVerified(position, "a text does not open its commitment");
    }
    *record.add_texts() = text;
  }
  frontier_.Append(LeafHash(event.header_bytes()));
  return WriteFrame(frame);
}

absl::Status BundleWriter::Finish() {
  if (written() != size_ || frontier_.Root() != root_) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the server gave ", written(), " events with root ", HashToHex(frontier_.Root()),
        ", its checkpoint says ", size_, " and ", HashToHex(root_)));
  }
  ledger::v1::BundleFrame frame;
  frame.mutable_end()->set_sha256(HashBytes(digest_.Finish()));
  const std::string bytes = Framed(frame);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size() ||
      std::fflush(file_.get()) != 0 || ::fsync(fileno(file_.get())) != 0) {
    return absl::ErrnoToStatus(errno, path_);
  }
  if (std::rename(UnfinishedPath(path_).c_str(), path_.c_str()) != 0) {
    return absl::ErrnoToStatus(errno, path_);
  }
  file_.reset();
  return absl::OkStatus();
}

absl::Status BundleWriter::Write(absl::string_view bytes) {
  digest_.Add(bytes);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) {
    return absl::OkStatus();
  }
  return absl::ErrnoToStatus(errno, path_);
}

absl::Status BundleWriter::WriteFrame(const ledger::v1::BundleFrame& frame) {
  return Write(Framed(frame));
}

}  // namespace assessment
