package dev.aerie.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.aerie.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modelIsPure =
      noClasses()
          .that()
          .resideInAPackage("..cluster.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client.dsl..", "io.javaoperatorsdk..", "java.time..");

  @ArchTest
  static final ArchRule reconcilerKnowsNothingOfTheControlPlane =
      noClasses()
          .that()
          .resideInAPackage("..cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..agent..", "..lifecycle..");

  @ArchTest
  static final ArchRule agentKnowsNothingOfTheReconciler =
      noClasses()
          .that()
          .resideInAPackage("..agent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..cluster.apply..", "..cluster.status..", "..lifecycle..", "io.javaoperatorsdk..");

  @ArchTest
  static final ArchRule nothingOfTheOtherModules =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.aerie.controlplane..",
              "dev.aerie.billing..",
              "dev.aerie.engine..",
              "dev.aerie.server..",
              "dev.aerie.local..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.aerie.operator.(**)").should().beFreeOfCycles();
}
