package io.postiljon;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check-routes [folder]}: status 0 when the routes are right, 1 with one line for each mistake when not. */
@Command(name = "check-routes", mixinStandardHelpOptions = true,
        description = "Finds mistakes in a folder of *.camel.yaml files without starting anything.")
final class CheckRoutesCommand implements Callable<Integer> {
    @Parameters(index = "0", defaultValue = "routes", description = "folder of the route files (default: ${DEFAULT-VALUE})")
    private Path folder;

    @Override public Integer call() {
        List<RouteFault> faults = RouteCheck.check(folder, DeclaredBeans.ofThisProgram());
        faults.forEach(System.out::println);
        System.err.println(faults.isEmpty() ? "routes are right: " + folder : faults.size() + " mistakes in " + folder);
        return faults.isEmpty() ? 0 : 1;
    }
}
