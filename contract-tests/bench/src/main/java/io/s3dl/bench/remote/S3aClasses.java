package io.s3dl.bench.remote;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * S3A and the AWS SDK that it was built against, beside the SDK that we were built against: both
 * have the same names. Hadoop itself is that of the class path, so that a file system of these
 * classes is one for everybody; its registries are, too, and take the classes of one such loader in
 * a JVM.
 */
public final class S3aClasses extends URLClassLoader {

  private static final List<String> OWN_CLASSES =
      List.of("org.apache.hadoop.fs.s3a.", "software.amazon.");

  private static final List<String> OWN_RESOURCES =
      List.of("software/amazon/", "META-INF/services/software.amazon.");

  static {
    registerAsParallelCapable();
  }

  private S3aClasses(URL[] jars) {
    super("s3a", jars, S3aClasses.class.getClassLoader());
  }

  /**
   * The classes of a build.
   *
   * @param module the directory of the module, which has been built
   * @throws IOException if it has not
   */
  public static S3aClasses ofModule(Path module) throws IOException {
    Path file = module.resolve("target/launcher/s3a-class-path");
    String classPath;
    try {
      classPath = Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + " is missing: run mvn -q -B -pl contract-tests/bench -am package -DskipTests", e);
    }
    return new S3aClasses(urls(classPath));
  }

  private static URL[] urls(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String jar : classPath.split(":", -1)) {
      urls.add(Path.of(jar).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!isOwn(OWN_CLASSES, name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = findClass(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  @Override
  public URL getResource(String name) {
    return isOwn(OWN_RESOURCES, name) ? findResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isOwn(OWN_RESOURCES, name) ? findResources(name) : super.getResources(name);
  }

  private static boolean isOwn(List<String> beginnings, String name) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
