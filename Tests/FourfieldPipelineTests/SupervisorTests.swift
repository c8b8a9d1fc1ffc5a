import TestSupport
import Testing

@testable import FourfieldPipeline

/// The supervisor with shell scripts in the place of the working process.
@Suite struct SupervisorTests {
  /// Runs a script; what the supervisor orders can be read from its descriptor 5.
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
      case "$(cat <&5)" in *'"line":7'*) exit 0;; esac
      echo 'read 100' >&3; echo 'at {"path":"f","line":7}' >&3; kill -ABRT $$
      """)
    #expect(result.status == 0)
    #expect(result.said.count == 2)
    #expect(
      result.said.last?.contains("f#7 again: the document is a reject") == true, "\(result.said)")
  }

  /// What a file full of bad documents leaves is more than an argument of a command may hold.
  @Test func ordersMayBeMany() throws {
    var orders = WorkerOrders()
    for line in 0..<10_000 {
      orders.verdicts.append(
        WorkerOrders.Verdict(
          source: ItemSource(path: "f.jsonl", line: line), message: "it crashed", isPassing: false))
    }
    let process = try WorkerProcess(
      executable: "/bin/sh",
      arguments: ["sh", "-c", "grep -o it.crashed <&5 | wc -l | sed 's/^/read /' >&3"],
      orders: orders, line: WorkerLine())
    #expect(process.wait() == .exited(0))
    #expect(process.notes.read == 10_000)
  }

  /// Behind `--` everything is an input: an option there would be none, and each process would start the next.
  @Test func optionsGoBeforeTheInputs() {
    let added = { Supervisor.adding(["--worker"], to: $0) }
    #expect(added(["tag", "a"]) == ["tag", "a", "--worker"])
    #expect(added(["tag", "--", "a", "--", "b"]) == ["tag", "--worker", "--", "a", "--", "b"])
  }

  /// What was done with before the crash is not to blame.
  @Test func aFinishedDocumentIsNotBlamed() throws {
    let result = try run("echo 'at {\"path\":\"f\"}' >&3; echo 'done -' >&3; kill -KILL $$")
    #expect(result.status == nil)
    #expect(result.said.allSatisfy { !$0.contains("at f") })
  }
}
