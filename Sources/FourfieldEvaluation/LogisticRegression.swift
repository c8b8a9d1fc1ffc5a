internal import Foundation

/// Multinomial logistic regression with an elastic net.
///
/// Minimises Σ wᵢ·logloss / Σ wᵢ + l2/2·‖β‖² + l1·‖β‖₁ with one coefficient vector a class and free intercepts (Hastie, Tibshirani &
/// Friedman, The Elements of Statistical Learning, 2009, sections 4.4 and 18.4), by accelerated proximal gradient descent with backtracking
/// and restarts (Beck & Teboulle, FISTA, SIAM J. Imaging Sciences 2009; O'Donoghue & Candès, Adaptive Restart, 2015). Nothing is random and
/// everything is added in the order of the rows: the same rows give the same numbers.
public struct LogisticRegression: Hashable, Sendable {
  /// One item.
  public struct Row: Sendable {
    /// The features that are not 0, by number.
    public var features: [(index: Int, value: Double)]
    /// The class.
    public var label: Int
    /// What the item counts.
    public var weight: Double
    /// What the last class scores beforehand: penalties then draw the fit to a known model in place of to nothing.
    public var offset: Double

    /// Creates a row.
    public init(
      features: [(index: Int, value: Double)], label: Int, weight: Double = 1, offset: Double = 0
    ) {
      self.features = features
      self.label = label
      self.weight = weight
      self.offset = offset
    }
  }

  /// How much coefficients cost.
  public struct Penalty: Hashable, Sendable {
    /// On their squares; half of it.
    public var l2: Double
    /// On their absolute values.
    public var l1: Double

    /// Creates a penalty.
    public init(l2: Double = 0, l1: Double = 0) {
      self.l2 = l2
      self.l1 = l1
    }
  }

  /// The number of classes.
  public let classes: Int
  /// The number of features.
  public let features: Int
  /// For each class its coefficients and then its intercept, one class after another.
  public private(set) var parameters: [Double]

  /// The coefficient of a feature for a class.
  public func coefficient(_ feature: Int, class label: Int) -> Double {
    parameters[label * (features + 1) + feature]
  }

  /// The intercept of a class.
  public func intercept(class label: Int) -> Double {
    parameters[label * (features + 1) + features]
  }

  /// Fits rows.
  ///
  /// - Parameters:
  ///   - rows: the items; labels from 0 to `classes` − 1.
  ///   - classes: the number of classes.
  ///   - features: the number of features.
  ///   - penalty: what coefficients cost; intercepts are free.
  ///   - iterations: the most steps.
  ///   - tolerance: it ends before where the loss falls by less than this share of itself.
  /// - Complexity: O(steps × *n* × classes) in the features of all rows that are not 0.
  public init(
    _ rows: [Row], classes: Int, features: Int, penalty: Penalty, iterations: Int = 2000,
    tolerance: Double = 1e-10
  ) {
    self.classes = classes
    self.features = features
    parameters = [Double](repeating: 0, count: classes * (features + 1))
    guard !rows.isEmpty else { return }
    descend(rows, penalty, iterations, tolerance)
  }

  /// The probabilities of the classes, for an item without an offset.
  public func probabilities(_ features: [(index: Int, value: Double)]) -> [Double] {
    LogisticRegression.softmax(
      Row(features: features, label: 0), parameters, classes: classes, features: self.features)
  }

  private mutating func descend(
    _ rows: [Row], _ penalty: Penalty, _ iterations: Int, _ tolerance: Double
  ) {
    var point = parameters
    var momentum = 1.0
    var step = 1.0
    var last = cost(rows, parameters, penalty)
    var quiet = 0
    for _ in 0..<iterations {
      let (value, gradient) = loss(rows, at: point, l2: penalty.l2)
      var next = shrunk(point, gradient, step, penalty.l1)
      while loss(rows, at: next, l2: penalty.l2).value
        > value + bound(point, next, gradient, step) + 1e-15, step > 1e-12
      {
        step /= 2
        next = shrunk(point, gradient, step, penalty.l1)
      }
      let now = cost(rows, next, penalty)
      if now > last {
        // Gone too far: begin anew from the best point.
        momentum = 1
        point = parameters
        quiet += 1
        if quiet > 3 { return }
        continue
      }
      let following = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      let share = (momentum - 1) / following
      point = zip(next, parameters).map { $0 + share * ($0 - $1) }
      momentum = following
      parameters = next
      quiet = last - now < tolerance * max(1, abs(now)) ? quiet + 1 : 0
      last = now
      if quiet > 3 { return }
      step *= 1.1
    }
  }

  /// What the quadratic model at `point` says of `next`, less the value at `point`.
  private func bound(
    _ point: [Double], _ next: [Double], _ gradient: [Double], _ step: Double
  ) -> Double {
    var sum = 0.0
    for index in point.indices {
      let move = next[index] - point[index]
      sum += gradient[index] * move + move * move / (2 * step)
    }
    return sum
  }

  /// A step down, with coefficients drawn to 0 by the absolute penalty.
  private func shrunk(
    _ point: [Double], _ gradient: [Double], _ step: Double, _ l1: Double
  ) -> [Double] {
    point.indices.map { index in
      let moved = point[index] - step * gradient[index]
      if index % (features + 1) == features { return moved }
      return moved > 0 ? max(0, moved - step * l1) : min(0, moved + step * l1)
    }
  }

  private func cost(_ rows: [Row], _ parameters: [Double], _ penalty: Penalty) -> Double {
    var sum = 0.0
    for index in parameters.indices where index % (features + 1) != features {
      sum += abs(parameters[index])
    }
    return loss(rows, at: parameters, l2: penalty.l2).value + penalty.l1 * sum
  }

  /// The smooth part of what is minimised, and its gradient.
  func loss(
    _ rows: [Row], at parameters: [Double], l2: Double
  ) -> (value: Double, gradient: [Double]) {
    var value = 0.0
    var gradient = [Double](repeating: 0, count: parameters.count)
    let total = rows.reduce(0) { $0 + $1.weight }
    for row in rows {
      let shares = LogisticRegression.softmax(
        row, parameters, classes: classes, features: features)
      let weight = row.weight / total
      value -= weight * log(max(shares[row.label], 1e-300))
      for label in 0..<classes {
        let error = weight * (shares[label] - (label == row.label ? 1 : 0))
        let base = label * (features + 1)
        for feature in row.features { gradient[base + feature.index] += error * feature.value }
        gradient[base + features] += error
      }
    }
    for index in parameters.indices where index % (features + 1) != features {
      value += l2 / 2 * parameters[index] * parameters[index]
      gradient[index] += l2 * parameters[index]
    }
    return (value, gradient)
  }

  private static func softmax(
    _ row: Row, _ parameters: [Double], classes: Int, features: Int
  ) -> [Double] {
    var scores = (0..<classes).map { label in
      let base = label * (features + 1)
      return row.features.reduce(parameters[base + features]) {
        $0 + parameters[base + $1.index] * $1.value
      }
    }
    scores[classes - 1] += row.offset
    let highest = scores.max() ?? 0
    var total = 0.0
    for label in scores.indices {
      scores[label] = exp(scores[label] - highest)
      total += scores[label]
    }
    return scores.map { $0 / total }
  }
}
