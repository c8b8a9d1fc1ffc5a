public import Foundation

/// Reads `key.jsonl` of a sample.
public enum SampleKey {
  private struct Row: Decodable {
    let id: String
    let weight: Double
  }

  /// What every passage stands for, by id.
  ///
  /// - Throws: ``EvaluationError`` naming file and line.
  public static func weights(_ jsonl: Data, name: String) throws(EvaluationError) -> [String:
    Double]
  {
    var weights: [String: Double] = [:]
    var number = 0
    for line in jsonl.split(separator: 0x0A) {
      number += 1
      do {
        let row = try JSONDecoder().decode(Row.self, from: line)
        weights[row.id] = row.weight
      } catch {
        throw EvaluationError(
          "\(name):\(number): found no id and weight, expected the key of a sample")
      }
    }
    return weights
  }
}
