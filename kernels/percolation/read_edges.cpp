#include "kernels/percolation/read_edges.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

namespace kaitei::percolation {
namespace {

class EdgeReader {
 public:
  explicit EdgeReader(std::string name) : name_(std::move(name)) {}

  void add(std::uint64_t a, std::uint64_t b, std::uint64_t place) {
    if (std::max(a, b) >= most_nodes) fail(place, "a node's number is 2^31 or more (large graphs number them in 31 bits)");
    nodes_ = std::max(nodes_, std::max(a, b) + 1);
    if (a == b) return;
    if (graph_.bonds.size() == most_edges) fail(place, "there are more than 2^31 edges (their numbers have 31 bits)");
    graph_.bonds.emplace_back(static_cast<std::uint32_t>(std::min(a, b)), static_cast<std::uint32_t>(std::max(a, b)));
  }

  Graph finish() {
    std::ranges::sort(graph_.bonds, {}, [](const Bond& bond) { return std::pair(bond.from(), bond.to()); });
    graph_.node_count = static_cast<std::uint32_t>(nodes_);
    return std::move(graph_);
  }

  [[noreturn]] void fail(std::uint64_t place, const std::string& what) const {
    throw std::runtime_error(name_ + ":" + std::to_string(place) + ": " + what);
  }

 private:
  std::string name_;
  Graph graph_;
  std::uint64_t nodes_ = 0;
};

void read_text(std::istream& stream, EdgeReader& edges) {
  std::string line;
  for (std::uint64_t number = 1; std::getline(stream, line); ++number) {
    const char *at = line.data(), *const end = at + line.size();
    const auto skip = [&] { at = std::find_if(at, end, [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != ','; }); };
    skip();
    if (at == end || *at == '#' || *at == '%') continue;
    std::uint64_t node[2];
    for (std::uint64_t& n : node) {
      const auto [rest, error] = std::from_chars(at, end, n);
      if (error != std::errc()) edges.fail(number, "two node numbers were expected (an edge joins two nodes); write \"u v\"");
      at = rest;
      skip();
    }
    edges.add(node[0], node[1], number);
  }
}

void read_pairs(std::istream& stream, EdgeReader& edges) {
  unsigned char bytes[8];
  const auto word = [&](int first) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i) value = value << 8 | bytes[first + i];
    return value;
  };
  for (std::uint64_t pair = 1; stream.read(reinterpret_cast<char*>(bytes), sizeof bytes); ++pair)
    edges.add(word(0), word(4), pair);
  if (stream.gcount() != 0) throw std::runtime_error("the last pair of the edge list is cut off (its file was not written whole)");
}

}  // namespace

Graph read_edges(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error(path.string() + " cannot be read (it is missing or not a readable file); check the path");
  EdgeReader edges(path.string());
  path.extension() == ".bin" ? read_pairs(stream, edges) : read_text(stream, edges);
  if (stream.bad()) throw std::runtime_error(path.string() + " cannot be read to its end; check the disk");
  return edges.finish();
}

}  // namespace kaitei::percolation
