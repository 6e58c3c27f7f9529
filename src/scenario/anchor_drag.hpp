// Ships that drag an anchor over cables.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "geo/raster.hpp"
#include "scenario/centres.hpp"
#include "scenario/chance.hpp"
#include "scenario/hazard.hpp"
#include "scenario/land.hpp"
#include "scenario/places.hpp"

namespace kaitei::scenario {

// An event is a ship. It is found and stopped, or drags its anchor along great circles one after the other, until it comes to
// land; each drag cuts each segment that it crosses, where the water is shallow enough, with a probability. A ship that would
// begin on land drags nothing.
class AnchorDragHazard final : public Hazard {
 public:
  AnchorDragHazard(const experiment::Scenario&, const network::Network&, const network::Graph&, HazardFiles&);
  void strike(Draws&, std::vector<Literal>& failed) const override;

 private:
  struct Start {
    Vec3 place;
    double heading = 0;  // of the line that it lies on, radians
  };
  // A short piece of the layer of tracks.
  struct Piece {
    Vec3 from, to;
  };

  void take_tracks(const experiment::Scenario&);
  Start draw_start(Draws&) const;
  double draw_length(Draws&) const;  // radians
  bool reaches(Vec3 place) const;

  experiment::AnchorDrag settings_;
  double width_;  // radians
  Chance cut_, interdicted_;
  std::shared_ptr<const geo::Raster> heights_;
  std::shared_ptr<const Land> land_;
  std::optional<Centres> centres_;  // without tracks
  std::vector<Piece> pieces_;
  std::optional<WeightedChoice> piece_;
  struct Cable {
    Place place;
    std::uint64_t hash;
  };
  std::vector<Cable> cables_;
};

}  // namespace kaitei::scenario
