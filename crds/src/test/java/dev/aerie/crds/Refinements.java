package dev.aerie.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** What the generator cannot take from the types as they are written. */
final class Refinements implements CRDPostProcessor {

  private static final List<Class<?>> TYPES =
      List.of(
          VectorCluster.class,
          VectorClusterClass.class,
          VectorBackup.class,
          VectorBackupSchedule.class,
          VectorRestore.class);

  @Override
  public HasMetadata process(HasMetadata resource, String crdVersion) {
    if (resource instanceof CustomResourceDefinition definition) {
      TYPES.stream()
          .filter(type -> type.getSimpleName().equals(definition.getSpec().getNames().getKind()))
          .forEach(type -> refine(definition, type));
    }
    return resource;
  }

  /** Requires a spec, says each rule once, and keeps the order of columns that the type has. */
  private static void refine(CustomResourceDefinition definition, Class<?> type) {
    List<String> columns =
        Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
      JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
      schema.setRequired(List.of("spec"));
      sayRulesOnce(schema);
      version
          .getAdditionalPrinterColumns()
          .sort(
              Comparator.comparingInt(
                  (CustomResourceColumnDefinition column) -> columns.indexOf(column.getName())));
    }
  }

  /** A record's component hands its annotations to its field and to its accessor. */
  private static void sayRulesOnce(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(
        new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(Refinements::sayRulesOnce);
    }
  }
}
