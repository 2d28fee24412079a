/** Cards of what people come by. */
export { ReportsPage } from "./ReportsPage"
