// Places that only traces jump to, with all their frames as one list of registers: the headers of loops in inlined
// frames, and where paths meet (jit/driver/README.md, Places within traces).
#include <unordered_map>

#include "jit/driver/session.h"
#include "jit/driver/trace_life.h"

namespace sidewinder::jit {

// --- All frames as one list

// The key says what is not in the list: where the frames are, what they take for granted, and the header references
// that are constants of the trace.
Session::FlatFrames Session::flatten(uint64_t header) {
  FlatFrames flat;
  flat.position = header;
  auto add = [&flat](Value name, Object* value) {
    bool named = !name.is_none();
    flat.names.push_back(name);
    flat.values.push_back(named ? value : nullptr);
    flat.live.push_back(named);
  };
  for (auto& frame : recorder.frames) {
    bool is_root = frame == recorder.frames.front(), is_innermost = frame == recorder.frames.back();
    uint64_t position = is_innermost ? header : frame->position;
    Context context = context_of(*frame);
    flat.key.insert(flat.key.end(), {position, frame->info, reinterpret_cast<uint64_t>(context.first),
                                     reinterpret_cast<uint64_t>(context.second)});
    for (uint32_t k = 0; k < recorder.hooks.header_references && !is_root; ++k) {
      Value name = frame->header[k];
      bool is_constant = !name.is_none() && name.is_constant();
      flat.key.push_back(name.is_none() ? 0 : is_constant ? recorder.trace.constant_at(name).bits : 1);
      add(is_constant ? Value{} : name, nullptr);
    }
    LiveRegisters live = is_innermost ? live_registers(*frame, position) : live_during_call(*frame, position);
    for (uint32_t r = 0; r < frame->register_count; ++r)
      add(live.has(r) ? frame->names[r] : Value{}, frame->registers[r]);
  }
  return flat;
}

InlinedPlace* Session::place_among(std::vector<std::shared_ptr<InlinedPlace>>& places) {
  for (auto& place : places)
    if (place->key == flat_.key) return place.get();
  if (places.size() >= parameters.inlined_limit) return nullptr;
  auto place = std::make_shared<InlinedPlace>();
  place->key = flat_.key;
  place->frame_count = recorder.frames.size();
  places.push_back(place);
  return place.get();
}

// --- The beginning

void Session::begin_inlined(const Session& arriving) {
  place_ = arriving.tail_;
  place_->is_being_recorded = true;
  const FlatFrames& flat = arriving.flat_;
  StartPoint& start = place_->start;
  start.position = current_ = flat.position;
  start.live = flat.live;
  end.is_join = arriving.tail_is_straight_;
  end.kind = end.is_join ? TraceKind::Straight : TraceKind::Loop;
  end.start = &start;
  end.is_inlined = true;
  end.observed.reps.assign(flat.names.size(), Rep::Ref);
  uint32_t slot = 0;
  auto load = [&](Value arrives) {
    Value name = arrives.is_none() ? arrives : load_register(slot);
    ++slot;
    return name;
  };
  for (auto& from : arriving.recorder.frames) {
    ShadowFrame& to = recorder.push_frame(from->registers, from->register_count);
    to.position = from->position;
    to.info = from->info;
    bool is_root = from == arriving.recorder.frames.front();
    for (uint32_t k = 0; k < recorder.hooks.header_references && !is_root; ++k) {
      Value name = from->header[k];
      to.header[k] = load(flat.names[slot]);
      if (name.is_none() || !name.is_constant()) continue;
      to.header[k] =
          recorder.name_object(reinterpret_cast<const Object*>(arriving.recorder.trace.constant_at(name).bits));
    }
    for (uint32_t r = 0; r < to.register_count; ++r) {
      Object* value = flat.values[slot];
      bool is_live = flat.live[slot];
      if (is_live) end.observed.reps[slot] = observe(recorder.hooks, value);
      to.names[r] = load(flat.names[slot]);
      if (is_live) recorder.note_value(to.names[r], value);
    }
  }
  if (end.is_join) {
    end.observed = arriving.tail_signature_;
    learn_signature();
  } else {
    generalise_last_version();
  }
}

// --- The back edge

bool Session::is_own_inlined_back_edge(uint64_t header) {
  if (!place_ || end.kind != TraceKind::Loop || recorder.frames.size() != place_->frame_count) return false;
  flat_ = flatten(header);
  return flat_.key == place_->key;
}

// The back edge of a loop around it, in the same frame: its own never came.
bool Session::has_left_for(uint64_t header) const {
  return place_ && end.kind == TraceKind::Loop && recorder.frames.size() == place_->frame_count &&
         header < place_->start.position;
}

// A loop that is not compiled, or only for frames of its own, is gone round a few times: it may be short.
bool Session::back_edge_in_inlined_frame(StartPoint& loop, uint64_t header) {
  if (is_own_inlined_back_edge(header)) {
    finish_with_flat_jump(header, nullptr);
    return true;
  }
  if (has_left_for(header) && may_record_again()) {
    recorder.abort(Abort::LeftLoop);
    return true;
  }
  bool rather_unrolls = loop.versions.empty() || goes_round_compiled_loops();
  if (!rather_unrolls || !may_go_round(loop)) {
    if (jump_to_inlined_loop(loop, header)) return recorder.aborted() || recorder.last().opcode == Opcode::jump;
    if (!loop.versions.empty() && !may_go_round(loop)) return leave_to_interpreter(loop, header);
  }
  recorder.begin_instruction(header);
  recorder.guard(Opcode::guard_no_request, Value{});
  go_round(loop);
  return true;
}

// At such a header, where a trace ended with an exit because recording what follows failed: it is tried again.
bool Session::retry_inlined_loop(uint64_t position) {
  if (end.kind != TraceKind::Bridge || end.bytecodes || end.parent->after != AfterExit::Loop) return false;
  StartPoint& loop = *end.parent->loop;
  if (position != end.parent->loop_header || recorder.frames.size() == 1) return false;
  if (jump_to_inlined_loop(loop, position)) return true;
  if (!loop.versions.empty()) leave_to_interpreter(loop, position);
  return done;
}

// Ends at the loop's header, to go on in its code for these frames or to record that, or is over (an exit, before the
// instruction under way; given up). False: nothing is done, there is no such code and may be none.
bool Session::jump_to_inlined_loop(StartPoint& loop, uint64_t header) {
  flat_ = flatten(header);
  InlinedPlace* place = place_among(loop.inlined);
  if (!place) return false;
  note_place(loop);
  if (CompiledTrace* version = matching_version(place->start, recorder.hooks, flat_.values.data())) {
    finish_with_flat_jump(header, version->target.get());
    return true;
  }
  if (place->is_being_recorded) {  // it was left, or it comes round although it was expected to be left
    if (end.kind == TraceKind::Loop && place_) recorder.abort(Abort::LeftLoop);
    else finish_with_exit();
    return true;
  }
  if (place->start.blacklisted || place->start.versions.size() >= parameters.version_limit) return false;
  finish_with_flat_jump(header, nullptr);
  tail_ = place;
  tail_loop_ = &loop;
  tail_header_ = header;
  tail_is_straight_ = place->start.failures >= parameters.left_limit && place->start.last_failure == Abort::LeftLoop;
  if (tail_is_straight_) tail_signature_ = new_signature(place->start, parameters.version_limit);
  return true;
}

void Session::finish_with_flat_jump(uint64_t header, Target* target) {
  recorder.begin_instruction(header);
  recorder.guard(Opcode::guard_no_request, Value{});
  append_jump(header, target, flat_.names);
}

// --- Where paths meet

// An instruction at which bridges may end, once some traces go through it.
struct MeetingPoint {
  uint32_t passes = 0;
  std::vector<std::shared_ptr<InlinedPlace>> places;
};
static std::unordered_map<uint64_t, MeetingPoint>& meeting_points() {
  static std::unordered_map<uint64_t, MeetingPoint> points;
  return points;
}

void forget_meeting_points() { meeting_points().clear(); }

// What the recorder knows of the numbers that arrive, or the next such place would take them as objects.
void Session::learn_signature() {
  for (const Op& op : recorder.trace.ops) {
    if (op.opcode != Opcode::load_register) continue;
    Rep rep = end.observed.reps[size_t(op.imm)];
    if (rep == Rep::Ref) continue;
    Value name = Value::op(uint32_t(&op - recorder.trace.ops.data()));
    const Boxes& boxes = *recorder.hooks.boxes;
    recorder.learn_class(name, rep == Rep::Int ? boxes.int_class : boxes.float_class);
    recorder.fact(name).small_int = rep == Rep::Int;
  }
}

// A bridge's first instruction is no such place: its guard would fail again, for ever.
bool Session::meet(uint64_t position) {
  if (!is_meeting_point(position) || !end.bytecodes) return false;
  MeetingPoint& point = meeting_points()[position];
  bool may_end = end.kind == TraceKind::Bridge || end.is_join;
  if (may_end && point.passes >= parameters.join_after && end_at_meeting_point(point, position)) return true;
  met_.push_back(&point);
  return false;
}

bool Session::end_at_meeting_point(MeetingPoint& point, uint64_t position) {
  flat_ = flatten(position);
  InlinedPlace* place = place_among(point.places);
  if (!place || place->start.blacklisted || place->is_being_recorded) return false;
  Signature names;
  for (size_t slot = 0; slot < flat_.names.size(); ++slot) names.reps.push_back(rep_of_name(slot));
  bool fits_well = false;
  CompiledTrace* version = best_version(place->start, names, &fits_well);
  if (!fits_well && place->start.versions.size() < parameters.join_versions) {
    tail_ = place;
    tail_signature_ = new_signature(place->start, parameters.join_versions);
    tail_is_straight_ = true;
    version = nullptr;
  } else if (!version) {
    return false;
  }
  forget_dead_registers(position);
  recorder.begin_instruction(position);
  append_jump(position, version ? version->target.get() : nullptr, flat_.names);
  return true;
}

// Of another version of what follows the recording's end, which takes numbers as they are there; the last one takes
// objects.
Signature Session::new_signature(const StartPoint& start, uint32_t limit) {
  Signature signature;
  bool is_last = start.versions.size() + 1 == limit;
  for (size_t slot = 0; slot < flat_.names.size(); ++slot)
    signature.reps.push_back(is_last ? Rep::Ref : rep_of_name(slot));
  return signature;
}

// How a register is there without a test or a box.
Rep Session::rep_of_name(size_t slot) {
  Value name = flat_.names[slot];
  Object* value = flat_.values[slot];
  if (name.is_none() || !value) return Rep::Ref;
  Rep rep = observe(recorder.hooks, value);
  if (rep == Rep::Ref || name.is_constant()) return rep;
  Opcode made_by = recorder.trace.ops[name.index()].opcode;
  if (rep == Rep::Int) return made_by == Opcode::box_int || recorder.fact(name).small_int ? rep : Rep::Ref;
  bool is_float = made_by == Opcode::box_float || recorder.fact(name).cls == recorder.hooks.boxes->float_class;
  return is_float ? rep : Rep::Ref;
}

// One that asks for no number that is not known to be one, and boxes as few as possible; *fits_well: none.
CompiledTrace* Session::best_version(const StartPoint& start, const Signature& names, bool* fits_well) {
  CompiledTrace* best = nullptr;
  size_t fewest = SIZE_MAX;
  for (auto& version : start.versions) {
    size_t boxes = 0;
    bool fits = version->target != nullptr;
    const std::vector<Rep>& wanted = fits ? version->target->signature.reps : names.reps;
    for (size_t slot = 0; slot < wanted.size() && fits; ++slot) {
      if (wanted[slot] == names.reps[slot]) continue;
      fits = wanted[slot] == Rep::Ref;
      ++boxes;
    }
    if (!fits || boxes >= fewest) continue;
    best = version.get();
    fewest = boxes;
  }
  *fits_well = fewest == 0;
  return best;
}

void Session::note_passes() {
  for (MeetingPoint* point : met_) ++point->passes;
}

// --- The end

void Session::end_with(CompiledTrace* tail) {
  Op& jump = recorder.last();
  PY_CHECK(tail_ && jump.opcode == Opcode::jump);
  if (tail && tail->target) {
    jump.target = tail->target.get();
    return;
  }
  jump.opcode = Opcode::exit;
  jump.argument_count = 0;
  if (!tail_loop_) return;
  if (!end.bytecodes && tail_->start.last_failure == Abort::LeftLoop) return recorder.abort(Abort::LeftLoop);
  end.after = AfterExit::Loop;
  end.loop = tail_loop_;
  end.loop_header = tail_header_;
}

}  // namespace sidewinder::jit
