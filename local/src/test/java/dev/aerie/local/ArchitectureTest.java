package dev.aerie.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aerie.local", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyCommandsKnowTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.aerie.local", "..command..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "..command..");

  @ArchTest
  static final ArchRule partsKnowNothingOfThePlatformTheyMakeUp =
      noClasses()
          .that()
          .resideInAnyPackage("..part..", "..build..", "..home..", "..process..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..platform..", "..quickstart..", "..testing..");

  @ArchTest
  static final ArchRule nothingOfTheServicesItStarts =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.aerie.controlplane..",
              "dev.aerie.billing..",
              "dev.aerie.operator..",
              "dev.aerie.engine..",
              "dev.aerie.server..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.aerie.local.(*)..").should().beFreeOfCycles();
}
