package dev.aerie.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aerie.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aerie.crds..", "dev.aerie.local..", "dev.aerie.billing..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.aerie.server.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_KNOWS_REST =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.rest..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..server.rest..");

  @ArchTest
  static final ArchRule THE_WIRE_KNOWS_NO_CALLS =
      noClasses()
          .that()
          .resideInAnyPackage("..server.wire..", "..server.access..", "..server.lifecycle..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..server.definition..", "..server.search..", "..server.row..", "..server.codec..");

  @ArchTest
  static final ArchRule THE_CODEC_TRANSLATES_ONLY =
      noClasses()
          .that()
          .resideInAPackage("..server.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..server.wire..",
              "..server.access..",
              "..server.definition..",
              "..server.search..",
              "..server.row..",
              "io.quarkus..",
              "jakarta..");

  @ArchTest
  static final ArchRule ONLY_REST_KNOWS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("..server.rest..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");
}
