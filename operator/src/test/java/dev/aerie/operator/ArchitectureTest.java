package dev.aerie.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;

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

  /**
   * A pass that has failed too often is made again, and one whose event was lost is made at all.
   */
  @ArchTest
  static final ArchRule everythingIsLookedAtAgainWithinFiveMinutes =
      classes()
          .that()
          .implement(Reconciler.class)
          .should()
          .beAnnotatedWith(
              DescribedPredicate.describe("an interval of 5 minutes", ArchitectureTest::isBrief));

  private static boolean isBrief(JavaAnnotation<?> annotation) {
    if (!annotation.getRawType().isEquivalentTo(ControllerConfiguration.class)) {
      return false;
    }
    MaxReconciliationInterval most =
        annotation.as(ControllerConfiguration.class).maxReconciliationInterval();
    return most.timeUnit().toMinutes(most.interval()) == 5;
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.aerie.operator.(**)").should().beFreeOfCycles();
}
