// swift-tools-version: 6.2
import PackageDescription

/// SwiftPM knows the project by the name of its folder, which is the clone's.
let project = String(
  Context.packageDirectory.split(separator: "/").dropLast().last ?? "fourfield")

let package = Package(
  name: "fourfield-benchmarks",
  dependencies: [.package(path: "..")],
  targets: [
    // Counts what the process allocates: a figure that repeats where times do not.
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "MatchBenchmark",
      dependencies: [
        "CAllocationCount",
        .product(name: "FourfieldCore", package: project),
        .product(name: "FourfieldLexicons", package: project),
        .product(name: "FourfieldMatching", package: project),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"), .strictMemorySafety(),
        .treatAllWarnings(as: .error),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
