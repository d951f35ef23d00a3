package dev.aerie.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.aerie.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_FRAMEWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "jakarta..",
              "io.grpc..",
              "io.vertx..",
              "io.smallrye..",
              "org.jboss..");

  @ArchTest
  static final ArchRule NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.aerie.server..", "dev.aerie.crds..", "dev.aerie.local..", "dev.aerie.billing..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("dev.aerie.engine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_STORE_KNOWS_OPENDAL =
      noClasses()
          .that()
          .resideOutsideOfPackage("..objectstore..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.opendal..");

  @ArchTest
  static final ArchRule ONLY_THE_TEXT_KNOWS_LUCENE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..text..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.lucene..");

  @ArchTest
  static final ArchRule THE_TYPES_STAND_ALONE =
      classes()
          .that()
          .resideInAnyPackage("..schema..", "..row..", "..error..", "..time..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.fasterxml.jackson.annotation..",
              "..engine.schema..",
              "..engine.row..",
              "..engine.error..",
              "..engine.time..");
}
