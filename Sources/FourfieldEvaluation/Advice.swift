/// What to do about an entry.
public enum Advice: String, Hashable, Sendable, Codable, CaseIterable {
  /// It only does harm: decisions are right without it that are wrong with it, and none the other way round.
  case remove
  /// It does harm and at least as much good: a rule (`near`, `unless`, `case`) would keep the good half.
  case restrict
  /// It is right in three of four texts and more, and texts of its theme are missed although it stands in them.
  case raise
  /// It does some good and more harm.
  case lower
}
