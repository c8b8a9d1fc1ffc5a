/// What becomes of an output folder that holds a run.
public enum ExistingRun: Hashable, Sendable {
  /// The run is taken up where it stopped; another run is refused.
  case resume
  /// It is begun afresh; what is no run is refused.
  case restart
  /// It is begun afresh, whatever the folder holds.
  case overwrite
}
