public import Foundation

/// The built program, run as a user runs it.
public struct Program {
  /// What a run gave.
  public struct Result {
    /// The exit status.
    public let status: Int32
    /// What was written to stdout.
    public let output: String
    /// What was written to stderr.
    public let errors: String

    /// Creates a result.
    public init(status: Int32, output: String, errors: String) {
      self.status = status
      self.output = output
      self.errors = errors
    }
  }

  /// Where the built program is.
  public static var path: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "fourfield")
  }

  /// The package's folder.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Runs `fourfield` in the package's folder.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - environment: variables beside those of the test.
  ///   - cpuSeconds: the processor time after which the system ends it.
  /// - Returns: what the run gave.
  /// - Throws: where the program cannot be started.
  public static func run(
    _ arguments: [String], environment: [String: String] = [:], cpuSeconds: Int? = nil
  ) throws -> Result {
    let process = Process()
    if let cpuSeconds {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments =
        ["-c", "ulimit -t \(cpuSeconds); exec \"$0\" \"$@\"", path.path] + arguments
    } else {
      process.executableURL = path
      process.arguments = arguments
    }
    process.currentDirectoryURL = root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = try TemporaryFolder()
    let output = try folder.file("stdout")
    let errors = try folder.file("stderr")
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
