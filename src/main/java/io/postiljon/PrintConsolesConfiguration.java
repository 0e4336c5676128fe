package io.postiljon;

import io.postiljon.print.BatchMoveDesk;
import io.postiljon.print.HoldDesk;
import io.postiljon.print.OriginalsDesk;
import io.postiljon.print.PieceLists;
import io.postiljon.print.ResendDesk;
import io.postiljon.print.StatementDesk;
import io.postiljon.print.SupplierAlarms;
import io.postiljon.print.TakeBackDesk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The consoles of print. */
@Configuration(proxyBeanMethods = false)
class PrintConsolesConfiguration {
    @Bean OriginalsConsole originalsConsole(OriginalsDesk desk) {
        return new OriginalsConsole(desk);
    }

    @Bean PrintAlarmsConsole printAlarmsConsole(SupplierAlarms alarms) {
        return new PrintAlarmsConsole(alarms);
    }

    @Bean PrintPiecesConsole printPiecesConsole(TakeBackDesk takeBack, ResendDesk resend, PieceLists lists) {
        return new PrintPiecesConsole(takeBack, resend, lists);
    }

    @Bean PrintHoldsConsole printHoldsConsole(HoldDesk desk, BatchMoveDesk moves) {
        return new PrintHoldsConsole(desk, moves);
    }

    @Bean PrintStatementsConsole printStatementsConsole(StatementDesk desk) {
        return new PrintStatementsConsole(desk);
    }
}
