internal import Foundation

/// The faults of `Tests/Faults/faults.c`, put under a run of the program.
public struct Faults {
  private let library: URL

  /// Compiles the library into a folder; nil where there is no C compiler.
  public init?(in folder: TemporaryFolder) throws {
    library = folder.url.appending(path: "faults.so")
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-shared", "-fPIC", "-w", "-o", library.path,
      Program.root.appending(path: "Tests/Faults/faults.c").path, "-ldl",
    ]
    compiler.standardError = FileHandle.nullDevice
    try compiler.run()
    compiler.waitUntilExit()
    if compiler.terminationStatus != 0 { return nil }
  }

  /// Runs the program with faults.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - faults: the variables that `faults.c` names.
  /// - Returns: what the run gave.
  /// - Throws: where the program cannot be started.
  public func run(_ arguments: [String], _ faults: [String: String]) throws -> Program.Result {
    let counter = library.deletingLastPathComponent().appending(path: UUID().uuidString).path
    var environment = [
      "LD_PRELOAD": library.path, "SWIFT_BACKTRACE": "enable=no", "FAULT_COUNT": counter,
    ]
    for (name, value) in faults { environment[name] = value }
    return try Program.run(arguments, environment: environment)
  }
}
