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
 * Hadoop's own file system of a store, with the libraries that it was built against, beside those
 * that we were built against: both may have the same names. Hadoop itself is that of the class
 * path, so that a file system of these classes is one for everybody; its registries are, too, and
 * take the classes of one such loader in a JVM.
 */
public final class PeerClasses extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final List<String> ownClasses;
  private final List<String> ownResources;

  private PeerClasses(String name, URL[] jars, List<String> ownClasses, List<String> ownResources) {
    super(name, jars, PeerClasses.class.getClassLoader());
    this.ownClasses = ownClasses;
    this.ownResources = ownResources;
  }

  /**
   * S3A and the AWS SDK.
   *
   * @param module the directory of the module, which has been built
   * @throws IOException if it has not
   */
  public static PeerClasses s3a(Path module) throws IOException {
    return new PeerClasses(
        "s3a",
        jars(module, "s3a-class-path"),
        List.of("org.apache.hadoop.fs.s3a.", "software.amazon."),
        List.of("software/amazon/", "META-INF/services/software.amazon."));
  }

  /**
   * ABFS, which speaks with Azure by itself.
   *
   * @param module the directory of the module, which has been built
   * @throws IOException if it has not
   */
  public static PeerClasses abfs(Path module) throws IOException {
    return new PeerClasses(
        "abfs",
        jars(module, "abfs-class-path"),
        List.of("org.apache.hadoop.fs.azurebfs.", "org.apache.hadoop.fs.azure."),
        List.of());
  }

  private static URL[] jars(Path module, String list) throws IOException {
    Path file = module.resolve("target/launcher").resolve(list);
    try {
      return urls(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + " is missing: run mvn -q -B -pl contract-tests/bench -am package -DskipTests", e);
    }
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
    if (!isOwn(ownClasses, name)) {
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
    return isOwn(ownResources, name) ? findResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isOwn(ownResources, name) ? findResources(name) : super.getResources(name);
  }

  private static boolean isOwn(List<String> beginnings, String name) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
