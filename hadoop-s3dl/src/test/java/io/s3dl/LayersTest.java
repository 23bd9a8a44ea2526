package io.s3dl;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Who may know whom. In plain JUnit on purpose: ArchUnit's own runner has run no tests at all and
 * reported success.
 */
public class LayersTest {

  private static final String ROOT = "io.s3dl.";

  /** From the lowest to the highest; packages of one line don't know each other. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("io"),
          List.of("store", "format"),
          List.of("store.s3", "store.azure", "store.local"),
          List.of("stream", "oplog"),
          List.of("checkpoint", "loader", "array", "tfrecord", "datagen"),
          List.of("conf"),
          List.of("fs", "codec"),
          List.of("commit", "flink", "mapred"),
          List.of("cli"));

  private static JavaClasses ours;

  @BeforeClass
  public static void readClasses() {
    ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.s3dl");
  }

  @Test
  public void everyPackageHasItsLayer() {
    classes().should(haveALayer()).check(ours);
  }

  @Test
  public void packagesKnowLowerLayersOnly() {
    classes().should(knowLowerLayersOnly()).check(ours);
  }

  @Test
  public void packagesHaveNoCycles() {
    slices().matching("io.s3dl.(**)").should().beFreeOfCycles().check(ours);
  }

  @Test
  public void onlyConfigurationAndCommandLineNameTheStores() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.s3dl.store..", "io.s3dl.conf", "io.s3dl.cli")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.s3dl.store.*..").and(not(simpleNameEndingWith("Options"))))
        .check(ours);
  }

  @Test
  public void hadoopIsKnownFromConfigurationUpwardsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.s3dl.conf",
            "io.s3dl.fs",
            "io.s3dl.codec",
            "io.s3dl.mapred",
            "io.s3dl.commit",
            "io.s3dl.flink",
            "io.s3dl.cli")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hadoop..")
        .check(ours);
  }

  @Test
  public void zstdIsKnownInTheFormatOnly() {
    onlyIn("io.s3dl.format", "com.github.luben..");
  }

  @Test
  public void amazonsLibraryIsKnownInItsStoreOnly() {
    onlyIn("io.s3dl.store.s3", "software.amazon..", "com.amazonaws..");
  }

  @Test
  public void azuresLibraryIsKnownInItsStoreOnly() {
    onlyIn("io.s3dl.store.azure", "com.azure..", "com.microsoft..", "okhttp3..", "reactor..");
  }

  @Test
  public void picocliIsKnownInTheCommandLineOnly() {
    onlyIn("io.s3dl.cli", "picocli..");
  }

  private static void onlyIn(String owner, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(owner)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(ours);
  }

  private static ArchCondition<JavaClass> haveALayer() {
    return new ArchCondition<>("be in a package that has a layer") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (layerOf(item.getPackageName()) < 0) {
          events.add(SimpleConditionEvent.violated(item, item.getName() + " has no layer"));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> knowLowerLayersOnly() {
    return new ArchCondition<>("know lower layers only") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          String known = dependency.getTargetClass().getPackageName();
          boolean allowed =
              !known.startsWith(ROOT)
                  || known.equals(item.getPackageName())
                  || layerOf(known) < layerOf(item.getPackageName());
          if (!allowed) {
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** Counted from the lowest; −1 for a package that has none. */
  private static int layerOf(String packageName) {
    return IntStream.range(0, LAYERS.size())
        .filter(i -> LAYERS.get(i).stream().anyMatch(name -> packageName.equals(ROOT + name)))
        .findFirst()
        .orElse(-1);
  }
}
