package io.postiljon;

import io.postiljon.print.BatchMoveDesk;
import io.postiljon.print.HoldDesk;
import io.postiljon.print.PieceLists;
import io.postiljon.print.ResendDesk;
import io.postiljon.print.SupplierAlarms;
import io.postiljon.print.TakeBackDesk;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The consoles of print on the beans of a test bed, called over JMX as Hawtio calls them, with an operator logged in. */
public final class PrintConsoles implements AutoCloseable {
    /** Whoever is logged in. */
    public static final String LOGIN = "mieke";

    private final MBeanExporter exporter;

    /** A bed: {@code house::bean}. */
    public interface Beans {
        <T> T bean(Class<T> type);
    }

    public PrintConsoles(Beans bed) {
        PrintConsolesConfiguration all = new PrintConsolesConfiguration();
        exporter = new OperatorConsolesConfiguration().operatorConsoles(List.of(
                all.printAlarmsConsole(bed.bean(SupplierAlarms.class)),
                all.printHoldsConsole(bed.bean(HoldDesk.class), bed.bean(BatchMoveDesk.class)),
                all.printPiecesConsole(bed.bean(TakeBackDesk.class), bed.bean(ResendDesk.class), bed.bean(PieceLists.class))));
        exporter.afterPropertiesSet();
        exporter.afterSingletonsInstantiated();
    }

    /**
     * @param console the type in its name
     * @throws IllegalStateException with the sentence that the operator reads, when it is refused
     */
    public Object call(String console, String operation, String... arguments) {
        String[] signature = Stream.of(arguments).map(argument -> String.class.getName()).toArray(String[]::new);
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated(LOGIN, null, List.of()));
        try {
            return ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("io.postiljon:type=" + console), operation, arguments, signature);
        } catch (MBeanException refused) {
            throw new IllegalStateException(refused.getCause().getMessage());
        } catch (JMException broken) {
            throw new IllegalStateException(broken);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** Of an operation that answers with lines. */
    @SuppressWarnings("unchecked")
    public List<Map<String, String>> lines(String console, String operation, String... arguments) {
        return (List<Map<String, String>>) call(console, operation, arguments);
    }

    @Override public void close() {
        exporter.destroy();
    }
}
