#ifndef TESTS_GOLDEN_GOLDEN_FILE_H_
#define TESTS_GOLDEN_GOLDEN_FILE_H_

// Golden bytes: messages as some version of this project once serialised them. They must decode for
// ever.

#include <string>

#include <google/protobuf/message.h>

namespace assessment {

// Bytes as lines of hexadecimal digits, and back. Empty when the file does not exist or is no such
// text.
std::string ReadHexFile(const std::string& path);
void WriteHexFile(const std::string& path, const std::string& bytes);

std::string ReadTextFile(const std::string& path);
void WriteTextFile(const std::string& path, const std::string& text);

// Sets every field of `message`, of messages in it down to `depth` levels, and the first field of
// every oneof, to a value that follows from its number: what a new golden file holds.
void FillEveryField(google::protobuf::Message& message, int depth);

}  // namespace assessment

#endif  // TESTS_GOLDEN_GOLDEN_FILE_H_
