import TestSupport
import Testing

@testable import FourfieldPipeline

/// The supervisor with shell scripts in the place of the working process.
@Suite struct SupervisorTests {
  /// Runs a script; `$2` is what the supervisor orders.
  private func run(_ script: String) throws -> (status: Int32?, said: [String]) {
    var said: [String] = []
    let supervisor = Supervisor(
      executable: "/bin/sh", arguments: ["sh", "-c", script, "sh"]
    ) { said.append($0) }
    let status = try? supervisor.run()
    return (status, said)
  }

  @Test func aStatusIsHandedOn() throws {
    #expect(try run("exit 1").status == 1)
    #expect(try run("exit 0").said.isEmpty)
  }

  @Test func itGivesUpOnAProcessThatBreaksOutsideOfDocuments() throws {
    let result = try run("kill -SEGV $$")
    #expect(result.status == nil)
    #expect(result.said.count == 2)
    #expect(result.said.allSatisfy { $0.contains("crashed (signal 11)") })
  }

  /// A document that breaks the process twice is given up in the third.
  @Test func aDocumentIsGivenUp() throws {
    let result = try run(
      """
      case "$2" in *'"line":7'*) exit 0;; esac
      echo 'read 100' >&3; echo 'at {"path":"f","line":7}' >&3; kill -ABRT $$
      """)
    #expect(result.status == 0)
    #expect(result.said.count == 2)
    #expect(
      result.said.last?.contains("f#7 again: the document is a reject") == true, "\(result.said)")
  }

  /// What was done with before the crash is not to blame.
  @Test func aFinishedDocumentIsNotBlamed() throws {
    let result = try run("echo 'at {\"path\":\"f\"}' >&3; echo 'done -' >&3; kill -KILL $$")
    #expect(result.status == nil)
    #expect(result.said.allSatisfy { !$0.contains("at f") })
  }
}
