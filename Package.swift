// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target of ours: Swift 6 mode, strict in everything that finds a mistake early.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "fourfield",
  products: [
    .library(name: "Fourfield", targets: ["Fourfield"]),
    // The parts that the package in Benchmarks/ measures by themselves.
    .library(name: "FourfieldCore", targets: ["FourfieldCore"]),
    .library(name: "FourfieldLexicons", targets: ["FourfieldLexicons"]),
    .library(name: "FourfieldMatching", targets: ["FourfieldMatching"]),
    .executable(name: "fourfield", targets: ["FourfieldCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    // Only for `make docs`.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
  ],
  targets: [
    // The system's libraries, each behind a module map and, where Swift cannot call the original, a shim.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CLibCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CAllocator"),
    .systemLibrary(name: "CLinux"),
    .target(name: "CUnicodeTables"),
    .target(name: "CByteScan"),

    // The parts, from the bottom up. No arrow points back.
    .target(name: "FourfieldCore", dependencies: ["CUnicodeTables", "CByteScan"]),
    .target(name: "FourfieldText", dependencies: ["FourfieldCore", "CByteScan"]),
    .target(
      name: "FourfieldMarkup", dependencies: ["FourfieldCore", "CByteScan", "CLibXML2"]),
    .target(
      name: "FourfieldLexicons",
      dependencies: ["FourfieldCore", .product(name: "Yams", package: "Yams")]),
    .target(name: "FourfieldMatching", dependencies: ["FourfieldCore", "CByteScan"]),
    .target(name: "FourfieldTagging", dependencies: ["FourfieldCore", "FourfieldMatching"]),
    .target(
      name: "FourfieldPipeline",
      dependencies: [
        "FourfieldCore", "FourfieldText", "FourfieldMarkup", "FourfieldLexicons",
        "FourfieldMatching", "FourfieldTagging", "CByteScan", "CLibCrypto", "CLinux", "CZlib",
        "CZstd",
      ]),
    .target(
      name: "FourfieldEvaluation",
      dependencies: ["FourfieldCore", "FourfieldMatching", "FourfieldTagging"]),
    .target(name: "FourfieldReport", dependencies: ["FourfieldCore"]),
    .target(
      name: "Fourfield",
      dependencies: [
        "FourfieldCore", "FourfieldLexicons", "FourfieldMatching", "FourfieldTagging",
        "FourfieldText", "FourfieldPipeline",
      ]),
    .executableTarget(
      name: "FourfieldCLI",
      dependencies: [
        "FourfieldCore", "FourfieldLexicons", "FourfieldMatching", "FourfieldTagging",
        "FourfieldPipeline", "FourfieldText", "FourfieldMarkup", "FourfieldEvaluation",
        "FourfieldReport", "CAllocator", "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests; what several of them need stands in TestSupport.
    .target(
      name: "TestSupport", dependencies: ["FourfieldCore"], path: "Tests/TestSupport"),
    .testTarget(name: "FourfieldCoreTests", dependencies: ["FourfieldCore", "TestSupport"]),
    .testTarget(
      name: "FourfieldTextTests", dependencies: ["FourfieldText", "FourfieldCore", "TestSupport"]),
    .testTarget(
      name: "FourfieldMarkupTests",
      dependencies: ["FourfieldMarkup", "FourfieldText", "FourfieldCore", "TestSupport"]),
    .testTarget(
      name: "FourfieldLexiconsTests",
      dependencies: ["FourfieldLexicons", "FourfieldCore", "TestSupport"]),
    .testTarget(
      name: "FourfieldMatchingTests",
      dependencies: [
        "CByteScan", "FourfieldMatching", "FourfieldTagging", "FourfieldLexicons", "FourfieldCore",
        "TestSupport",
      ]),
    .testTarget(
      name: "FourfieldTaggingTests",
      dependencies: [
        "FourfieldTagging", "FourfieldMatching", "FourfieldLexicons", "FourfieldCore",
        "TestSupport",
      ]),
    .testTarget(
      name: "FourfieldPipelineTests",
      dependencies: [
        "FourfieldPipeline", "FourfieldCore", "FourfieldText", "FourfieldMatching",
        "FourfieldTagging", "TestSupport",
      ]),
    .testTarget(
      name: "FourfieldEvaluationTests",
      dependencies: [
        "FourfieldEvaluation", "FourfieldCore", "FourfieldMatching", "FourfieldTagging",
        "TestSupport",
      ]),
    .testTarget(name: "FourfieldReportTests", dependencies: ["FourfieldReport", "FourfieldCore"]),
    .testTarget(
      name: "FourfieldTests", dependencies: ["Fourfield", "FourfieldCore", "TestSupport"]),
    .testTarget(name: "FourfieldCLITests", dependencies: ["FourfieldCLI", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// The two targets in C know no settings of Swift.
for target in package.targets
where target.type != .system && !["CUnicodeTables", "CByteScan"].contains(target.name) {
  target.swiftSettings = strict
}
